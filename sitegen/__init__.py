"""The generator of the site: from data and text in Dutch to static pages."""
