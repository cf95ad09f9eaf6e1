"""Forms on the site's own pages."""
