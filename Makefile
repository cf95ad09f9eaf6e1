# The commands of this project. README.md says what each is for.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))

ifeq ($(PYTHON),)
$(error Python 3.11 or newer is needed: sudo apt-get install -y python3 python3-venv)
endif

# What Python has compiled is kept: each of many processes reads some hundred modules of ours.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo demo-reset test check bench

demo:
	@$(PYTHON) -m bin.demo

demo-reset:
	@$(PYTHON) -m bin.demo reset

test:
	@$(PYTHON) -m bin.run_tests

check:
	@$(PYTHON) -m bin.check

bench:
	@$(PYTHON) -m bin.bench
