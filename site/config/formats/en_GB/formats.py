"""British dates as Django has them, with the hour as a timetable writes it: 16:15, not 4:15 p.m."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
