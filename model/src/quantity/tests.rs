use super::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

/// `expect` is every quantity, parted by "; ": `~` if approximate, `#` if only a magnitude, `≥` or `≤` or `least-most` if bounded, value, unit,
/// the object in brackets where it says more than the unit, then how it is told unless it is plainly reported.
#[track_caller]
fn check(text: &str, expect: &str) {
    let found = read_quantities(&LEXICON, text, 0..text.len(), &[]);
    let shown: Vec<String> = found.iter().map(|(_, quantity)| shown(quantity)).collect();
    assert_eq!(shown.join("; "), expect, "in: {text}");
}

fn shown(quantity: &Quantity) -> String {
    let about = match (quantity.approximate, quantity.magnitude) {
        (true, _) => "~",
        (_, true) => "#",
        _ => "",
    };
    let bound = match (quantity.at_least, quantity.at_most) {
        (Some(least), Some(most)) => format!("{least}-{most} "),
        (Some(_), None) => "≥".to_owned(),
        (None, Some(_)) => "≤".to_owned(),
        (None, None) => String::new(),
    };
    let more = !quantity.object.is_empty() && quantity.object != quantity.unit;
    let object = if more { format!(" ({})", quantity.object) } else { String::new() };
    let told = match quantity.told {
        Told::Reported => "",
        Told::Estimated => " estimated",
        Told::Claimed => " claimed",
    };
    format!("{about}{bound}{} {}{object}{told}", quantity.value, quantity.unit)
}

#[test]
fn counts() {
    check("It sent 9,500 East German soldiers.", "9500 soldiers (East German soldiers)");
    check("a 59‑nation pact of 300 ships", "300 ships");
    check("five hundred Ugandan rebels gave up", "500 rebels (Ugandan rebels)");
    check("900 tanks, 1,100 light trucks, and 75,000 shells", "900 tanks; 1100 light trucks; 75000 shells");
    check("two dozen U.S. aircraft and four F-16s", "24 aircraft (U.S. aircraft); 4 F-16s");
    check("twenty-one military and civilian personnel", "21 personnel (military and civilian personnel)");
    check("half a million refugees; a hundred ships", "500000 refugees; 100 ships");
    check("one hundred and fifty prisoners", "150 prisoners");
    check("12 dead, 30 wounded; five soldiers dead", "12 dead; 30 wounded; 5 soldiers");
    check("400 South Koreans", "400 South Koreans");
    check("three or four Cubans and 19 Charles", "3-4 3 Cubans; 3-4 4 Cubans");
    check("9,000 Laotian troops crossed over", "9000 troops (Laotian troops)");
    check("two battalions and six aircraft", "2 battalions; 6 aircraft");
    check("a dozen gunboats sailed", "12 gunboats");
    check("a dozen or so gunboats sailed", "~12 gunboats");
    check("two hundred thousand men under arms", "200000 men");
    check("three thousand, four hundred guards", "400 guards");
    check("killing all 213 aboard", "213 aboard");
    check("seven Dutch sailors and six others", "7 sailors (Dutch sailors); 6 others");
    check("24 000 soldiers and 3\u{a0}500 sailors", "24000 soldiers; 3500 sailors");
    check("2.300.000 voters", "2300000 voters");
    check("sold 60 Mirage 2000s to Peru", "60 Mirage 2000s");
    check("14 Leopard 2 tanks reached Gdansk", "14 tanks (Leopard 2 tanks)");
    check("two Boeing 737 airliners", "2 airliners (Boeing 737 airliners)");
    check("killed 1200 villagers", "1200 villagers");
    check("3 ex-officers and eighteen co-defendants", "3 ex-officers; 18 co-defendants");
    check("won 43 seats and 12 governorships", "43 seats; 12 governorships");
}

#[test]
fn the_strength_of_a_body() {
    check("a 5,000-strong contingent landed", "5000 people (contingent)");
    check("a crowd 200,000 strong", "200000 people");
    check("its 60,000-strong border guard", "60000 people (border guard)");
}

#[test]
fn numbers_apart_from_what_they_count() {
    check("the death toll rose to 41.", "41 dead");
    check("The toll stood at 1,300, officials said", "1300 dead");
    check("the toll passed 90 on Friday", "90 dead");
    check("the number of Omani sailors rose to 900, he said", "900 sailors (Omani sailors)");
    check("puts the number of wounded guards at around 70.", "~70 wounded guards");
    check("put at around 6,000 the Kenyan police in Haiti", "~6000 police (Kenyan police)");
    check("the number of sailors in 1960 and 900 ships", "900 ships");
    check("a number of sailors; 40 came", "");
}

#[test]
fn parts_of_a_number() {
    check("sank two of the five ferries", "2 ferries");
    check("30 of 80 seats; three out of Chile’s six jets", "30 seats; 3 jets");
    check("ninety of her crew drowned", "90 crew");
    check("12 of the country's 40 pilots", "12 pilots");
    check("one of the five ferries", "5 ferries");
}

#[test]
fn votes() {
    check("lawmakers voted 84-31 to leave", "84 votes; 31 votes");
    check("by ten votes to one; by 38 votes to 14", "10 votes; 1 votes; 38 votes; 14 votes");
    check("on a vote of 9 to 6, it passed", "9 votes; 6 votes");
    check("voted to send 5 to 6 ships; voted 20 to 25 times", "5-6 5 ships; 5-6 6 ships");
}

#[test]
fn numbers_that_leave_out_what_they_count() {
    check("a blast killed 12 and wounded 40.", "12 people; 40 people");
    check("killing three guards and injuring nine in Oslo", "3 guards; 9 guards");
    check("In all, 90 have been killed since then", "90 people");
    check("another 300 marines on top of the 900 announced before", "300 marines; 900 marines");
    check("It grew by 40 and fell", "");
}

#[test]
fn nouns_that_only_a_large_number_counts() {
    check("900 cases of cholera; 40,000 rounds fell", "900 cases; 40000 rounds");
    check("in two cases, after three rounds", "");
}

#[test]
fn money() {
    check("some $130.2 million", "~130200000 USD");
    check("worth $35M, then US$1.5bn", "35000000 USD; 1500000000 USD");
    check("an award of €120 million", "120000000 EUR");
    check("400 million dollars (about 370 million euros)", "400000000 USD; ~370000000 EUR");
    check("paid $1,500/month, or 10 billion yuan", "1500 USD; 10000000000 CNY");
    check("a $5-billion loan", "5000000000 USD (loan)");
    check("$3 to $4 billion", "3000000000-4000000000 3000000000 USD; 3000000000-4000000000 4000000000 USD");
    check("$24m, $24 mn, $24M and $24 million", "24000000 USD; 24000000 USD; 24000000 USD; 24000000 USD");
    check("£1.2bn, or 1.2bn pounds sterling", "1200000000 GBP; 1200000000 GBP");
    check("A$30m, C$12 million, NZ$4bn", "30000000 AUD; 12000000 CAD; 4000000000 NZD");
    check("HK$7.8 billion and NT$90 billion", "7800000000 HKD; 90000000000 TWD");
    check("Rs 5 crore and ₹300 crore", "50000000 INR; 3000000000 INR");
    check("Rs. 40 lakh", "4000000 INR");
    check("¥600bn, 600 billion yen", "600000000000 JPY; 600000000000 JPY");
    check("200 billion won; 3 of the seats won", "200000000000 KRW; 3 seats");
    check("USD 5 million, EUR 230m, CHF 90,000", "5000000 USD; 230000000 EUR; 90000 CHF");
    check("90 billion rubles, 12 million hryvnias", "90000000000 RUB; 12000000 UAH");
    check("R$2 billion in Brazil, R450m in South Africa", "2000000000 BRL; 450000000 ZAR");
    check("half a billion dollars", "500000000 USD");
    check("two and a half million euros", "2500000 EUR");
    check("a million and a half dollars", "1500000 USD");
    check("€3½ million", "3500000 EUR");
    check("2,5 million euros", "2500000 EUR");
    check("between $5 and $10 million", "5000000-10000000 5000000 USD; 5000000-10000000 10000000 USD");
    check("$3-4 billion", "3000000000-4000000000 3000000000 USD; 3000000000-4000000000 4000000000 USD");
    check("Rs500 crore, DM90 million, EUR230m", "5000000000 INR; 90000000 DEM; 230000000 EUR");
    check("fined 40 million Swiss francs", "40000000 CHF");
    check("70 million Kuwaiti dinars", "70000000 KWD");
    check("eleven million guilders, 90m Turkish liras", "11000000 NLG; 90000000 TRY");
    check("300 trillion rials and $0.5bn", "300000000000000 IRR; 500000000 USD");
    check("nearly 2 trillion dollars", "~≤2000000000000 USD");
    check("crude fell 45 cents, to $18.20 a barrel", "45 cents; 18.2 USD");
}

#[test]
fn what_money_is_for() {
    check("$24M in munitions", "24000000 USD (munitions)");
    check("€90 million worth of medical goods", "90000000 EUR (medical goods)");
    check("a $1.5 billion arms deal with Oman", "1500000000 USD (arms deal)");
    check("$60 million in Tunis", "60000000 USD");
    check("spent $7 billion on it", "7000000000 USD");
}

#[test]
fn shares() {
    check("fell by 26.3% and then 60 percent", "26.3 %; 60 %");
    check("a 15-percent duty", "15 % (duty)");
    check("between 70 and 80 per cent", "70-80 70 %; 70-80 80 %");
    check("70% to 85%", "70-85 70 %; 70-85 85 %");
    check("2-3% of output", "2-3 2 % (output); 2-3 3 % (output)");
    check("rose from 12% to 40%", "12 %; 40 %");
    check("some 60% of its oil exports", "~60 % (oil exports)");
    check("three per cent, five pct", "3 %; 5 %");
    check("up 4 percentage points", "4 percentage points");
    check("cut by 25 basis points", "25 basis points");
    check("less than 1% of voters", "≤1 % (voters)");
}

#[test]
fn measures() {
    check("used 7.5 BCM of gas", "7500000000 cubic meters (gas)");
    check("up to 300 million cubic meters (MCM)", "≤300000000 cubic meters");
    check("two million barrels of oil", "2000000 barrels (oil)");
    check("1.3 million barrels a day", "1300000 barrels");
    check("pumped 400,000 b/d of crude", "400000 b/d (crude)");
    check("some 45,000 tonnes of wheat", "~45000 tonnes (wheat)");
    check("a 30km wall", "30 km (wall)");
    check("a 1,300-kilometre pipeline", "1300 kilometre (pipeline)");
    check("a 500-MW plant and 3 GW of wind power", "500 MW (plant); 3 GW (wind power)");
    check("90 kg of uranium", "90 kg (uranium)");
    check("12 nautical miles; 40,000 hectares of forest", "12 nautical miles; 40000 hectares (forest)");
    check("stood at 9 bcm, above what it was", "9000000000 cubic meters");
    check("18.5 bcm to Italy", "18500000000 cubic meters");
    check("25 TWh; 3 million bushels of corn", "25 TWh; 3000000 bushels (corn)");
}

#[test]
fn bounds() {
    check("killing at least 70 people", "≥70 people");
    check("more than 300 ships", "≥300 ships");
    check("over 300 ships", "≥300 ships");
    check("upwards of 300 ships", "≥300 ships");
    check("no fewer than 300 ships", "≥300 ships");
    check("300 or more ships", "≥300 ships");
    check("300-plus ships", "≥300 ships");
    check("300+ ships", "≥300 ships");
    check("in excess of $40bn", "≥40000000000 USD");
    check("as many as 300 ships", "≤300 ships");
    check("up to 300 ships", "≤300 ships");
    check("fewer than 300 ships", "≤300 ships");
    check("no more than 300 ships", "≤300 ships");
    check("300 ships or fewer", "≤300 ships");
    check("not more than 40%", "≤40 %");
    check("just over 300 ships", "~≥300 ships");
    check("almost 300 ships", "~≤300 ships");
    check("well over 300 ships", "~≥300 ships");
    check("10,000 to 12,000 troops", "10000-12000 10000 troops; 10000-12000 12000 troops");
    check("between six and eight jets", "6-8 6 jets; 6-8 8 jets");
    check("at least around 8,000 Cuban advisers there", "~≥8000 advisers (Cuban advisers)");
    check("at most 5 to 6 million", "");
    check("only 90 deputies", "90 deputies");
    check("a total of 90 deputies", "90 deputies");
}

#[test]
fn about() {
    check("around 300 ships", "~300 ships");
    check("roughly 300 ships", "~300 ships");
    check("some 300 ships", "~300 ships");
    check("some 1500 ships", "~1500 ships");
    check("300-odd ships", "~300 ships");
    check("300 or so ships", "~300 ships");
    check("close to 300 ships", "~300 ships");
    check("~300 ships", "~300 ships");
}

#[test]
fn magnitudes() {
    check("hundreds of refugees", "#≥100 refugees");
    check("dozens of fishing boats", "#≥12 fishing boats");
    check("tens of thousands of Angolan miners", "#≥10000 miners (Angolan miners)");
    check("hundreds of thousands of voters", "#≥100000 voters");
    check("several hundred deserters", "#≥100 deserters");
    check("a few dozen trucks", "#≥12 trucks");
    check("several hundred thousand shells", "#≥100000 shells");
    check("billions of dollars", "#≥1000000000 USD");
    check("scores of arrests", "#≥20 arrests");
    check("for hundreds of years; dozens of times", "");
}

#[test]
fn how_it_is_told() {
    check("an estimated 8,000 miners", "~8000 miners estimated");
    check("Lisbon reckons that 8,000 miners left", "8000 miners estimated");
    check("The rebels claim 90 kills; 40 guards fell", "90 kills claimed; 40 guards");
    check("It allegedly shipped 6,000 containers", "6000 containers claimed");
    check("believed to have 40 warheads", "40 warheads estimated");
    check("He believed 40 warheads were enough", "40 warheads");
}

#[test]
fn no_quantities() {
    check("In 2022 exports fell; the 2018 sanctions held.", "");
    check("Article 51 and Resolution 1718 of 14 October", "");
    check("the Su-35, a T-72, the G7, the 41st brigade", "");
    check("for two days, after 24 years, the three nations", "");
    check("at 10:30 on 17.11.2024, aged 45, 1/3", "");
    check("one of the two sides", "");
    check("a 23-year-old man", "");
    check("130 miles east of Luanda; 6,000 km away; within 30 km of the port", "");
    check("the 1812 borders", "");
    check("a pass at nearly 4,000 metres, 40 km to the south of Quito", "");
    check("27 heads of state", "");
    check("two towards the north", "");
    check("a three-nation tour, a two-day stop, two-star rank", "");
}

#[test]
fn words_as_written() {
    let text = "It has at least around 8,000 Cuban advisers there.";
    let found = read_quantities(&LEXICON, text, 0..text.len(), &[]);
    assert_eq!(found[0].1.words, "at least around 8,000 Cuban advisers");
}

#[test]
fn dates_are_left_out() {
    let (text, date) = ("On May 9 100 guests", 3..8);
    assert_eq!(read_quantities(&LEXICON, text, 0..text.len(), std::slice::from_ref(&date)).len(), 1);
}

#[test]
fn any_text_is_read() {
    let texts = [
        "",
        "$",
        "€€5",
        "99999999999999999999999999999999999 men",
        "5‑",
        "12\u{301}%",
        "½ 3/",
        "3½",
        "a an half a",
        "٣٤ men",
        "hundreds of",
        "tens of",
        "several",
        "a few",
        "5-",
        "5-strong",
        "1.000.000.",
        "toll 5",
        "$5 million worth of",
        "5% of",
        "or more",
        "2 000",
        "A 2s",
    ];
    for text in texts {
        read_quantities(&LEXICON, text, 0..text.len(), &[]);
    }
}
