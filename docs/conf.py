"""How the docs become a site: plain Markdown in, plain pages out that open from a disk without a network."""

project = "雏雁 Chuyan"
language = "zh_CN"

extensions = ["myst_parser"]
include_patterns = ["README.md", "CHANGELOG.md", "docs/*.md", "scenarios/*/README.md"]
exclude_patterns = [".*", "build", "runs", "optimizer", "tests", "benchmarks"]
root_doc = "docs/index"
myst_heading_anchors = 3
nitpicky = True

html_theme = "alabaster"
html_theme_options = {
    "font_family": "'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif",
    "page_width": "72rem",
}
templates_path = html_static_path = ["site"]
html_css_files = ["site.css"]
html_sidebars = {"**": ["about.html", "navigation.html"]}  # the search of the generator knows no Chinese
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False


def setup(app):
    """The generator's page of search knows no Chinese either: it is left out with its index."""
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
