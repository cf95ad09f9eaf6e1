"""What every page of the tests is made from."""

import functools

import wagtail_factories


class PageFactory(wagtail_factories.PageFactory):
    """A page as publishing leaves it, without Wagtail's checks of its fields and its line in the
    history of pages: they take two thirds of the time, for every page of every test."""

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        if not parent:
            return super()._create_instance(model_class, parent, kwargs)
        page = model_class(**{"draft_title": kwargs["title"], "locale": parent.locale, **kwargs})
        page.save = functools.partial(page.save, clean=False, log_action=None)
        parent.add_child(instance=page)
        del page.save
        return page
