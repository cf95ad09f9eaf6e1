"""The one library all component tags are registered in."""

from django import template

register = template.Library()
