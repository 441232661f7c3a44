"""The pages for people who do not run commands. Each module is one page, or what all pages share."""
