"""Makes the demonstration's CSV files: schools of an invented county and three years of history.

Run `python home/demo/generate.py` to write `data/` again; the same files come out each time.
What the source says is held exactly (CB ¶8): 2010-11 with 89 subscribing schools of which 7 from
another authority, 70 sessions held, 887 attendances, 125 schools. Everything else is invented, the
652 attendances of 2009-10 among it (they make the rise 36%)."""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).parent / "data"
HOST, FENBURY, WEXMOOR = "990", "991", "992"
AUTHORITIES = {HOST: "Marlshire", FENBURY: "Fenbury", WEXMOOR: "Wexmoor"}
EXTRACT_DATE = "01-09-2026"

# (name, tier, type, town, easting, northing); the first twelve are the practitioners' base schools.
NAMED_SCHOOLS = (
    ("Little Ambling Lower School", "lower", "community", "Little Ambling", 571200, 402300),
    ("Thistlecombe Primary School", "primary", "community", "Thistlecombe", 577900, 409100),
    ("St Wistan's CE Middle School", "middle", "controlled", "Marlbridge", 574100, 405700),
    ("Hollow Oak Middle School", "middle", "community", "Oakhollow", 579600, 398800),
    ("Gearing Lane Academy", "upper", "academy", "Gearing", 567300, 411200),
    ("Ferncastle School", "special", "community_special", "Ferncastle", 582400, 404200),
    ("Marlbridge Upper School", "upper", "foundation", "Marlbridge", 574600, 405200),
    ("Nettleford Academy", "upper", "academy", "Nettleford", 569100, 396700),
    ("Saltmarsh Upper School", "upper", "community", "Saltmarsh", 588300, 412600),
    ("Cold Harbour Primary School", "primary", "community", "Cold Harbour", 590100, 407900),
    ("Brindle Down Primary School", "primary", "aided", "Brindle Down", 580700, 413800),
    ("Quarrybank School", "secondary", "community", "Quarrybank", 565200, 404900),
)
HOST_SCHOOLS, FENBURY_SCHOOLS, WEXMOOR_SCHOOLS = 150, 16, 12

# GIAS: type code and name, group code and name.
TYPES = {
    "community": ("01", "Community school", "4", "Local authority maintained schools"),
    "aided": ("02", "Voluntary aided school", "4", "Local authority maintained schools"),
    "controlled": ("03", "Voluntary controlled school", "4", "Local authority maintained schools"),
    "foundation": ("05", "Foundation school", "4", "Local authority maintained schools"),
    "community_special": ("07", "Community special school", "5", "Special schools"),
    "academy": ("34", "Academy converter", "10", "Academies"),
    "nursery": ("15", "Local authority nursery school", "4", "Local authority maintained schools"),
}
# Phase code and name, youngest and oldest age.
TIERS = {
    "nursery": ("1", "Nursery", 2, 5),
    "lower": ("2", "Primary", 3, 9),
    "primary": ("2", "Primary", 4, 11),
    "middle": ("5", "Middle deemed secondary", 9, 13),
    "secondary": ("4", "Secondary", 11, 18),
    "upper": ("4", "Secondary", 13, 18),
    "special": ("0", "Not applicable", 3, 19),
}
PLACE_STARTS = (
    "Alder", "Amble", "Apple", "Bracken", "Briar", "Brindle", "Candle", "Clover", "Cobble",
    "Coppice", "Cuckoo", "Dapple", "Dove", "Elder", "Ember", "Fallow", "Feather", "Fennel",
    "Flax", "Foxing", "Garland", "Gorse", "Harebell", "Hazel", "Heron", "Honey", "Ivory",
    "Juniper", "Kestrel", "Lantern", "Larch", "Linnet", "Mallow", "Maple", "Meadow", "Millet",
    "Moss", "Nettle", "Otter", "Pebble", "Plover", "Quill", "Rowan", "Rush", "Saffron",
    "Sorrel", "Tansy", "Teasel", "Thimble", "Vetch", "Willow", "Wren", "Yarrow",
)  # fmt: skip
PLACE_ENDS = ("combe", "mere", "stowe", "thwaite", "hurst", "wold", "ness", "beck", "garth", "fold")
FIRST_NAMES = (
    "Ada", "Alban", "Anneliese", "Barnaby", "Beatrix", "Bruno", "Calla", "Cassian", "Clemency",
    "Corin", "Dorothea", "Edmund", "Elowen", "Esme", "Fabian", "Fern", "Fitz", "Gwendolen",
    "Hester", "Idris", "Imogen", "Isolde", "Jasper", "Juno", "Keziah", "Lavinia", "Linus",
    "Lorcan", "Mabel", "Magnus", "Merryn", "Nell", "Octavia", "Orla", "Otto", "Perpetua",
    "Quentin", "Rafferty", "Rosalind", "Rupert", "Sabine", "Silas", "Sunniva", "Tabitha",
    "Thaddeus", "Ursula", "Verity", "Wilf", "Xanthe", "Yestin", "Zinnia", "Zoë", "André",
    "Siân",
)  # fmt: skip
SURNAME_STARTS = (
    "Ash", "Birch", "Bram", "Buckle", "Chal", "Corn", "Drift", "East", "Fair", "Fern", "Gold",
    "Hart", "Hazel", "Hollow", "Ink", "Kettle", "Lamb", "Light", "Mallow", "Marl", "North",
    "Oak", "Penny", "Quick", "Rain", "Sedge", "Silver", "Sparrow", "Thistle", "Under", "Winter",
    "Wood",
)  # fmt: skip
SURNAME_ENDS = ("bourne", "croft", "dale", "field", "gate", "ham", "ley", "low", "mere", "wick")
THEMES = (
    "Assessment that helps",
    "Reading for meaning",
    "Number talk",
    "Writing together",
    "Science outdoors",
    "Questioning",
    "Drama across the curriculum",
    "Early language",
    "Geography fieldwork",
    "Modern languages in primary schools",
    "Practical algebra",
    "Music for all",
    "Inclusion in the classroom",
    "Moving to the next school",
    "Art and design",
    "Leading a subject",
    "Using data kindly",
    "History as enquiry",
    "Gymnastics with confidence",
    "Thinking about thinking",
)


@dataclass(frozen=True)
class School:
    urn: str
    authority: str
    name: str


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    urn: str


def place_names(chance: random.Random) -> list[str]:
    names = [start + end for start in PLACE_STARTS for end in PLACE_ENDS]
    chance.shuffle(names)
    return names


def school_rows(chance: random.Random) -> list[dict]:
    """Rows under GIAS headings. Numbers run from 900001; the named schools come first."""
    places, rows = place_names(chance), []
    for name, tier, kind, town, easting, northing in NAMED_SCHOOLS:
        rows.append(row(len(rows), HOST, name, tier, kind, town, easting, northing, chance))
    plan = (
        [(HOST, 560000, 390000)] * (HOST_SCHOOLS - len(rows))
        + [(FENBURY, 596000, 395000)] * FENBURY_SCHOOLS
        + [(WEXMOOR, 548000, 400000)] * WEXMOOR_SCHOOLS
    )
    for authority, west, south in plan:
        town = places.pop()
        tier = chance.choices(
            ("lower", "primary", "middle", "secondary", "upper", "special", "nursery"),
            (34, 34, 14, 5, 6, 4, 3),
        )[0]
        kind, name = named(tier, town, chance)
        easting = west + chance.randrange(0, 34000)
        northing = south + chance.randrange(0, 28000)
        rows.append(row(len(rows), authority, name, tier, kind, town, easting, northing, chance))
    return rows


def named(tier: str, town: str, chance: random.Random) -> tuple[str, str]:
    if tier == "special":
        return "community_special", f"{town} School"
    if tier == "nursery":
        return "nursery", f"{town} Nursery School"
    kind = chance.choices(
        ("community", "controlled", "aided", "foundation", "academy"), (50, 15, 12, 8, 15)
    )[0]
    if kind == "academy":
        return kind, f"{town} Academy"
    church = " CE" if kind in ("controlled", "aided") else ""
    word = "School" if tier == "secondary" else f"{tier.title()} School"
    return kind, f"{town}{church} {word}"


def row(i, authority, name, tier, kind, town, easting, northing, chance) -> dict:
    type_code, type_name, group_code, group_name = TYPES[kind]
    phase_code, phase_name, low, high = TIERS[tier]
    trust = kind == "academy"
    return {
        "URN": f"{900001 + i}",
        "LA (code)": authority,
        "LA (name)": AUTHORITIES[authority],
        "EstablishmentNumber": f"{2000 + i}",
        "EstablishmentName": name,
        "TypeOfEstablishment (code)": type_code,
        "TypeOfEstablishment (name)": type_name,
        "EstablishmentTypeGroup (code)": group_code,
        "EstablishmentTypeGroup (name)": group_name,
        "EstablishmentStatus (code)": "1",
        "EstablishmentStatus (name)": "Open",
        "OpenDate": "01-09-2001",
        "CloseDate": "",
        "PhaseOfEducation (code)": phase_code,
        "PhaseOfEducation (name)": phase_name,
        "StatutoryLowAge": f"{low}",
        "StatutoryHighAge": f"{high}",
        "TrustSchoolFlag (name)": "Supported by a multi-academy trust"
        if trust
        else "Not applicable",
        "Trusts (code)": "99001" if trust else "",
        "Trusts (name)": "Marl Vale Learning Trust" if trust else "",
        "FederationFlag (name)": "Not under a federation",
        "Federations (code)": "",
        "Federations (name)": "",
        "UKPRN": f"{10990001 + i}",
        "LastChangedDate": EXTRACT_DATE,
        "Street": f"{chance.choice(('Mill', 'School', 'Church', 'Orchard', 'Station'))} Lane",
        "Locality": "",
        "Address3": "",
        "Town": town,
        "County (name)": AUTHORITIES[authority],
        "Postcode": postcode(i),
        "SchoolWebsite": "",
        "Easting": f"{easting}",
        "Northing": f"{northing}",
    }


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def postcode(i: int) -> str:
    """An invented postcode of an area that does not exist."""
    letters = "ABDEFGHJLN"[i % 10] + "PQRSTUWXYZ"[i // 10 % 10]
    return f"ZZ{1 + i % 9} {1 + i // 9 % 9}{letters}"


class History:
    """Three years of subscriptions and registers for a set of schools."""

    def __init__(self, schools: list[School], chance: random.Random) -> None:
        self.schools, self.chance = schools, chance
        self.by_authority = {
            code: [school for school in schools if school.authority == code] for code in AUTHORITIES
        }
        self.staff = {school.urn: self._staff(school) for school in schools}
        self.leaders = self._names(18)

    def _names(self, count: int) -> list[str]:
        names: dict[str, None] = {}
        while len(names) < count:
            surname = self.chance.choice(SURNAME_STARTS) + self.chance.choice(SURNAME_ENDS)
            names[f"{self.chance.choice(FIRST_NAMES)} {surname}"] = None
        return list(names)

    def _staff(self, school: School) -> list[Person]:
        """Eight to fourteen people; about one in twelve left no email address."""
        people = []
        for name in self._names(self.chance.randrange(8, 15)):
            plain = name.lower().translate(str.maketrans("ëéâ ", "eea."))
            email = "" if self.chance.random() < 0.08 else f"{plain}.{school.urn}@example.org"
            people.append(Person(name, email, school.urn))
        return people

    def choose(self, **by_authority: int) -> list[School]:
        chosen = []
        for name, count in by_authority.items():
            code = {"host": HOST, "fenbury": FENBURY, "wexmoor": WEXMOOR}[name]
            chosen += self.by_authority[code][:count]
        return chosen

    def subscriptions(self, subscribers: list[School], year: int) -> list[dict]:
        rows = []
        for number, school in enumerate(subscribers, start=1):
            late = date(year, 9, 5) + timedelta(days=self.chance.randrange(0, 120))
            method = (
                "BACS"
                if school.authority != HOST
                else self.chance.choice(
                    ("internal_recharge", "internal_recharge", "BACS", "cheque")
                )
            )
            rows.append(
                {
                    "urn": school.urn,
                    "paid_on": late.isoformat(),
                    "method": method,
                    "amount": self.chance.choice(("150.00", "180.00", "240.00")),
                    "reference": f"PSG{year % 100}-{number:03d}",
                }
            )
        return rows

    def registers(
        self, year: int, *, sessions: int, present: int, attending: list[School]
    ) -> list[dict]:
        """A year's registers with exactly so many sessions and people present, from exactly these
        schools; some absent and sent apologies besides, who do not count."""
        held = self._sessions(year, sessions)
        rooms: list[list[Person]] = [[] for _ in held]
        everyone = [self.chance.choice(self.staff[school.urn]) for school in attending]
        pool = [person for school in attending for person in self.staff[school.urn]]
        for number, person in enumerate(everyone):
            rooms[number % sessions].append(person)
        filled = len(everyone)
        while filled < present:
            room, person = self.chance.choice(rooms), self.chance.choice(pool)
            if len(room) < 20 and self._newcomer(person, room):
                room.append(person)
                filled += 1
        rows = []
        for session, room in zip(held, rooms, strict=True):
            rows += [self._row(session, person, "present") for person in room]
            for state in self.chance.choices(
                ("absent", "apologies"), k=self.chance.randrange(0, 3)
            ):
                person = self.chance.choice(pool)
                if self._newcomer(person, room):
                    room.append(person)
                    rows.append(self._row(session, person, state))
        return rows

    @staticmethod
    def _newcomer(person: Person, room: list[Person]) -> bool:
        return all((person.name, person.urn) != (other.name, other.urn) for other in room)

    def _sessions(self, year: int, count: int) -> list[dict]:
        """Twilight sessions on school days, each study group meeting up to four times."""
        weeks = [
            *(monday(date(year, 9, 20)) + timedelta(weeks=week) for week in range(11)),
            *(monday(date(year + 1, 1, 10)) + timedelta(weeks=week) for week in range(10)),
            *(monday(date(year + 1, 4, 25)) + timedelta(weeks=week) for week in range(9)),
        ]
        venues = self.by_authority[HOST][:40]
        sessions = []
        for number in range(count):
            group = number % len(THEMES)
            start, end = ("16:15", "17:45") if number % 5 else ("13:15", "15:30")
            sessions.append(
                {
                    "study_group": THEMES[group],
                    "session_date": (
                        weeks[number * len(weeks) // count] + timedelta(days=number % 4)
                    ).isoformat(),
                    "start_time": start,
                    "end_time": end,
                    "venue_urn": venues[(group * 7 + number // len(THEMES)) % len(venues)].urn,
                    "leader": self.leaders[group % len(self.leaders)],
                }
            )
        return sessions

    @staticmethod
    def _row(session: dict, person: Person, attendance: str) -> dict:
        return {
            **session,
            "attendee_name": person.name,
            "attendee_email": person.email,
            "school_urn": person.urn,
            "attendance": attendance,
        }


def write(name: str, rows: list[dict]) -> None:
    with (DATA / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=rows[0].keys(), quoting=csv.QUOTE_MINIMAL)
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    chance = random.Random(990)  # noqa: S311 -- invented data, not secrets
    rows = school_rows(chance)
    write("schools.csv", rows)
    schools = [School(row["URN"], row["LA (code)"], row["EstablishmentName"]) for row in rows]
    history = History(schools, chance)

    write(
        "subscriptions-2009-10.csv", history.subscriptions(history.choose(host=71, fenbury=3), 2009)
    )
    write(
        "registers-2009-10.csv",
        history.registers(
            2009, sessions=54, present=652, attending=history.choose(host=94, fenbury=6)
        ),
    )
    subscribers = history.choose(host=82, fenbury=7)
    write("subscriptions-2010-11.csv", history.subscriptions(subscribers, 2010))
    attending = history.choose(host=112, fenbury=10, wexmoor=3)
    write(
        "registers-2010-11.csv",
        history.registers(2010, sessions=70, present=887, attending=attending),
    )
    write(
        "subscriptions-2011-12.csv",
        history.subscriptions(history.choose(host=93, fenbury=4, wexmoor=3), 2011),
    )
    write(
        "registers-2011-12.csv",
        history.registers(
            2011,
            sessions=76,
            present=984,
            attending=history.choose(host=118, fenbury=11, wexmoor=5),
        ),
    )


if __name__ == "__main__":
    main()
