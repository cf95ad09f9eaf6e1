"""The icons, drawn with one pen: the inside of a 24 by 24 symbol for each name."""

ICONS = {
    "tick": '<path d="M4.5 12.5l5 5L20 6.5"/>',
    "stroke": '<path d="M6 19L18 5"/>',
    "ring": '<circle cx="12" cy="12" r="7"/>',
    "letter-a": '<path d="M5.5 19.5L12 4.5l6.5 15M8 14h8"/>',
    "warn": '<path d="M12 4L2.8 20h18.4z"/><path d="M12 10v4.5M12 17.2v.3"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6'
    'M16 5.2a3.4 3.4 0 0 1 0 6M18 14.5c2 .8 3.2 2.6 3.5 5.5"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8 3.5v4M16 3.5v4"/>',
    "pin": '<path d="M12 21c4.5-5 6.5-8.3 6.5-11a6.5 6.5 0 0 0-13 0c0 2.7 2 6 6.5 11z"/>'
    '<circle cx="12" cy="10" r="2.2"/>',
    "screen": '<path d="M3 5h18v11H3zM9 20h6M12 16v4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "back": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.8v.3"/>',
    "card": '<path d="M3 6h18v12H3zM3 10h18M6.5 14.5h4"/>',
    "letter": '<path d="M3 6h18v12H3zM3.5 6.5L12 13l8.5-6.5"/>',
    "pause": '<path d="M9 6v12M15 6v12"/>',
}
