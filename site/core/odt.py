"""OpenDocument text, written by hand from a few plain parts: headings, paragraphs, boxes to write
in. It opens in LibreOffice and Word, and a screen reader finds its headings and its language."""

from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from core.spreadsheets import plain

ODT_TYPE = "application/vnd.oasis.opendocument.text"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' office:version="1.3"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FONT = 'fo:font-family="Arial, sans-serif" fo:font-size="{size}pt"'
_STYLES = f"""{_DECLARATION}<office:document-styles {_NAMES}><office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/>
<style:text-properties {_FONT.format(size=11)} fo:language="en" fo:country="GB"/>
</style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"><style:text-properties
 {_FONT.format(size=20)} fo:font-weight="bold"/></style:style>
<style:style style:name="Label" style:family="paragraph"><style:paragraph-properties
 fo:margin-top="0.4cm" fo:keep-with-next="always"/><style:text-properties
 {_FONT.format(size=12)} fo:font-weight="bold"/></style:style>
<style:style style:name="Box" style:family="paragraph"><style:paragraph-properties
 fo:border="0.03cm solid #333333" fo:padding="0.2cm"/></style:style>
</office:styles></office:document-styles>"""
_MANIFEST = f"""{_DECLARATION}<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


@dataclass(frozen=True)
class Heading:
    words: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    words: str


@dataclass(frozen=True)
class Box:
    """Room to write, so many lines of it."""

    lines: int = 1


def odt(title: str, parts: list[Heading | Paragraph | Box]) -> bytes:
    """The document as a file. Its first entry says what it is, uncompressed, as the format asks."""
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as file:
        file.writestr(ZipInfo("mimetype"), ODT_TYPE, compress_type=ZIP_STORED)
        file.writestr("META-INF/manifest.xml", _MANIFEST)
        file.writestr("styles.xml", _STYLES)
        file.writestr("meta.xml", _meta(title))
        file.writestr("content.xml", _content(title, parts))
    return output.getvalue()


def _meta(title: str) -> str:
    return (
        f"{_DECLARATION}<office:document-meta {_NAMES}><office:meta>"
        f"<dc:title>{_words(title)}</dc:title><dc:language>en-GB</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _content(title: str, parts: list[Heading | Paragraph | Box]) -> str:
    body = "".join(_part(part) for part in [Heading(title, 1), *parts])
    return (
        f"{_DECLARATION}<office:document-content {_NAMES}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )


def _part(part: Heading | Paragraph | Box) -> str:
    if isinstance(part, Heading):
        style = "Title" if part.level == 1 else "Label"
        level = quoteattr(str(part.level))
        return (
            f'<text:h text:style-name="{style}" text:outline-level={level}>'
            f"{_words(part.words)}</text:h>"
        )
    if isinstance(part, Box):
        lines = "<text:line-break/>" * (part.lines - 1)
        return f'<text:p text:style-name="Box">{lines}</text:p>'
    return f'<text:p text:style-name="Standard">{_words(part.words)}</text:p>'


def _words(words: str) -> str:
    return escape(str(plain(words)))
