# Writes lists of events: as a table, a feed and a calendar by the libraries named, as the exports of ACLED, GDELT and
# TimelineJS in form, with made-up content.
import csv, json, pathlib, sys
from datetime import date, datetime, timezone

import feedgen.feed, icalendar

WORK = pathlib.Path(sys.argv[1])
ROWS = [
    ("Datum", "Überschrift", "Notizen", "Länder", "Quelle", "Link"),
    ("3.5.2021", "Treaty on gas", "Norway and Poland signed a treaty;\nneither would say what it cost.", "NO;PL", "Baltic Ledger", "http://ledger.example/1"),
    ("5.5.2021", "Ambassador recalled", "Sweden recalled its ambassador, \"for talks\".", "Sweden", "Gdańsk Post", "http://post.example/2"),
    ("31.2.2021", "No such day", "Nothing happened in Malmö.", "", "", ""),
]
with open(WORK / "accords.csv", "w", newline="", encoding="utf-8") as file:
    csv.writer(file, delimiter=";").writerows(ROWS)

feed = feedgen.feed.FeedGenerator()
feed.id("http://ledger.example/"), feed.title("Baltic Ledger"), feed.subtitle("From the sea")
feed.link(href="http://ledger.example/"), feed.language("en"), feed.updated(datetime(2021, 5, 8, tzinfo=timezone.utc))
for number, (title, text) in enumerate([
    ("Harbour talks end in a pact", "<p>On 3 May 2021 Norway and Poland signed a treaty &amp; left.</p><p>Both gained.</p>"),
    ("Denmark closes the strait", "<p>On Tuesday Denmark closed the strait to tankers.</p>"),
]):
    entry = feed.add_entry(order="append")
    entry.id(f"http://ledger.example/{number}"), entry.title(title), entry.link(href=f"http://ledger.example/{number}")
    entry.author(name="Mara Lindqvist", email="mara@ledger.example"), entry.content(text, type="CDATA")
    entry.published(datetime(2021, 5, 7, 8, number, tzinfo=timezone.utc))
    entry.updated(datetime(2021, 5, 9, tzinfo=timezone.utc))
feed.rss_file("feedgen.rss", pretty=True)
feed.atom_file("feedgen.atom", pretty=True)

calendar = icalendar.Calendar()
calendar.add("prodid", "-//Baltic Ledger//"), calendar.add("version", "2.0")
for number, (start, end, title, text) in enumerate([
    (date(2021, 5, 3), date(2021, 5, 6), "Talks in Oslo, again; and a treaty that is long enough to be folded by the writer of the calendar", "Norway hosted Poland."),
    (datetime(2021, 5, 7, 10, 15, tzinfo=timezone.utc), None, "Sweden recalls its ambassador", "From Warsaw,\nfor talks."),
]):
    event = icalendar.Event()
    event.add("uid", f"{number}@ledger.example"), event.add("dtstamp", datetime(2021, 5, 8, tzinfo=timezone.utc))
    event.add("dtstart", start), event.add("summary", title), event.add("description", text)
    if end:
        event.add("dtend", end)
    calendar.add_component(event)
pathlib.Path("icalendar.ics").write_bytes(calendar.to_ical())

ACLED = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
with open("like-acled.csv", "w", newline="") as file:
    rows = csv.DictWriter(file, ACLED.split(","), restval="")
    rows.writeheader()
    for day, kind, place, notes, dead in [
        ("03 May 2021", "Battles", "Sudan", "On 3 May 2021, two militias clashed near Kassala. 12 were killed.", 12),
        ("04 May 2021", "Protests", "Kenya", "Around 200 people protested in Nairobi, \"peacefully\".", 0),
    ]:
        rows.writerow({"event_id_cnty": "X1", "event_date": day, "year": 2021, "event_type": kind, "country": place,
                       "source": "Baltic Ledger", "notes": notes, "fatalities": dead, "timestamp": 1620000000})

with open("like-gdelt.tsv", "w", newline="") as file:
    for day, actor, target, root, address in [("20210503", "NORWAY", "POLAND", "05", "http://ledger.example/1"),
                                              ("20210504", "SWEDEN", "", "16", "http://ledger.example/2")]:
        cells = [""] * 61
        cells[0], cells[1], cells[2], cells[3] = "900000001", day, day[:6], day[:4]
        cells[6], cells[16], cells[28], cells[60] = actor, target, root, address
        file.write("\t".join(cells) + "\n")

sheet = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background"
with open("like-timelinejs.csv", "w", newline="") as file:
    rows = csv.DictWriter(file, sheet.split(","), restval="")
    rows.writeheader()
    rows.writerow({"Headline": "All of it", "Type": "title"})
    rows.writerow({"Year": 2021, "Month": 5, "Day": 3, "End Year": 2021, "End Month": 5, "End Day": 7, "Headline": "Talks in Oslo", "Text": "Norway hosted Poland."})
    rows.writerow({"Year": -44, "Month": 3, "Day": 15, "Headline": "Ides of March"})

slide = lambda start, headline, text, **more: {"start_date": start, "text": {"headline": headline, "text": text}, **more}
with open("like-timelinejs.json", "w") as file:
    json.dump({"title": {"text": {"headline": "All of it"}}, "events": [
        slide({"year": "2021", "month": "5", "day": "3", "hour": "10", "minute": "15"}, "Talks in <b>Oslo</b>", "<p>Norway hosted &amp; fed Poland.</p>", group="Norway"),
        slide({"year": -44}, "Ides of March", "", media={"url": "http://ledger.example/bust.png", "caption": "A bust"}),
    ], "eras": []}, file, indent=1)
