"""Spells numbers in Arabic words with two independent generators, for `cargo run -p xtask -- words FILE`.

    python3 -m venv spellers && spellers/bin/pip install PyICU num2words
    spellers/bin/python xtask/words/spell.py > numbers.tsv
    cargo run --release -p xtask -- words numbers.tsv 20

Generators: ICU's rule-based number format (PyICU builds against the system's libicu-dev) and num2words. Each line is
`number TAB generator TAB variant TAB words`. Numbers: every one from 1 to 1000, and as many again drawn log-uniformly up
to 10^12 as make COUNT (20,000 unless told), the seed fixed. Each number is spelled by each generator in each gender that
it knows, as it spells it and in variants that only change the spelling, never the number:

    oblique   the other case: عشرون/عشرين, مائتان/مائتين, اثنا عشر/اثني عشر, ألفان/ألفين
    hundred   مئة for مائة, and the other way round; ثلاثمائة in one word or two
    tanwin    without the vowel sign, and with it
    hamza     ا for أ إ آ
    and       the و glued or standing alone
"""

import random
import sys

SEED = 20240517
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000


def icu_speller():
    import icu

    spell = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale("ar"))
    genders = {"masculine": "%spellout-cardinal-masculine", "feminine": "%spellout-cardinal-feminine"}
    return {f"icu-{name}": (lambda n, rules=rules: spell.format(n, rules)) for name, rules in genders.items()}


def num2words_speller():
    from num2words.lang_AR import Num2Word_AR

    class Feminine(Num2Word_AR):
        def convert(self, value):
            self.isCurrencyNameFeminine = True
            return super().convert(value)

    return {"num2words-masculine": Num2Word_AR().to_cardinal, "num2words-feminine": Feminine().to_cardinal}


def swap(words, pairs):
    return [pairs.get(word, word) for word in words]


TENS = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
OBLIQUE = {t + "ون": t + "ين" for t in TENS}
OBLIQUE |= {
    "اثنان": "اثنين", "إثنان": "إثنين", "إثنتان": "إثنتين", "اثنتان": "اثنتين", "اثنا": "اثني", "إثنا": "إثني",
    "اثنتا": "اثنتي", "إثنتا": "إثنتي", "مائتان": "مائتين", "مئتان": "مئتين", "مئتا": "مئتي", "مائتا": "مائتي",
    "ألفان": "ألفين", "ألفا": "ألفي", "مليونان": "مليونين", "مليونا": "مليوني", "ملياران": "مليارين",
    "مليارا": "ملياري", "تريليونان": "تريليونين",
}
ONES = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]


def oblique(words):
    return swap(words, OBLIQUE)


def hundred(words):
    """مئة for مائة and the other way round; a hundred of two words becomes one, one of one word becomes two."""
    out = []
    for word in words:
        new = word.replace("مائ", "مئ") if "مائ" in word else word.replace("مئ", "مائ")
        previous = out[-1].removesuffix("ة").removesuffix("ي") if out else ""
        if new in ("مئة", "مائة") and previous.removeprefix("و") in ONES:
            out[-1] = previous + new
            continue
        for one in ONES:
            for h in ("مئة", "مائة"):
                if new.removeprefix("و") == one + h:
                    out.append(new.removesuffix(h))
                    new = h
        out.append(new)
    return out


def tanwin(words):
    """Takes the sign away; puts it on ألفا and its like where the generator left it out."""
    if any("ً" in word for word in words):
        return [word.replace("ً", "") for word in words]
    return [word.replace("ألفا", "ألفاً") if word == "ألفا" and i else word for i, word in enumerate(words)]


def hamza(words):
    return [word.translate(str.maketrans("أإآ", "ااا")) for word in words]


def conjunction(words):
    """Glues a و that stands alone; lets a glued one stand alone."""
    if "و" in words:
        text = " ".join(words)
        return text.replace(" و ", " و").split(" ")
    out = []
    for i, word in enumerate(words):
        if i and word.startswith("و") and word not in ("واحد", "واحدة"):
            out += ["و", word[1:]]
        else:
            out.append(word)
    return out


VARIANTS = {"oblique": oblique, "hundred": hundred, "tanwin": tanwin, "hamza": hamza, "and": conjunction}


def main():
    spellers = {}
    for make in (icu_speller, num2words_speller):
        try:
            spellers |= make()
        except ImportError as missing:
            print(f"{missing}: left out", file=sys.stderr)
    if not spellers:
        sys.exit("neither PyICU nor num2words is installed")
    chance = random.Random(SEED)
    numbers = list(range(1, 1001))
    seen = set(numbers)
    while len(numbers) < COUNT:
        n = round(10 ** chance.uniform(3, 12))
        if n not in seen:
            seen.add(n)
            numbers.append(n)
    # Round ones as newspapers tell them.
    for power in range(3, 13):
        numbers += [k * 10**power for k in (1, 2, 3, 10, 11, 12, 20, 25, 100, 200) if k * 10**power <= 10**12]
    names = list(VARIANTS)
    for n in numbers:
        for name, spell in spellers.items():
            plain = spell(n).split()
            print(n, name, "as-spelled", " ".join(plain), sep="\t")
            for _ in range(2):
                chosen = [v for v in names if chance.random() < 0.5] or [chance.choice(names)]
                words = plain
                for variant in chosen:
                    words = VARIANTS[variant](words)
                print(n, name, "+".join(chosen), " ".join(words), sep="\t")


main()
