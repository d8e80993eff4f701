"""Self-checks for lesson 3: zeros, the words behind a score, names, advice, added words."""

from collections.abc import Mapping

import pandas as pd

from communique.check.base import (
    Verdict,
    not_a_number,
    not_yet,
    number,
    one_sentence,
    right,
    still_open,
    table_of_numbers,
)
from communique.check.sources import longest
from communique.compare.base import body, label_documents, records, split_words
from communique.corpus import toy_sentences
from communique.findings import signed
from communique.names import Names
from communique.tone import Instrument, score_tone
from communique.tone.extend import add_words

__all__ = ["added_words", "advice_apart", "fooled_tone", "heaviest_word", "name_effect", "zeros"]

NEAR = 0.002
HIGH = 0.3


def zeros(answer: object, scores: pd.DataFrame, instrument: str = "TextBlob") -> Verdict:
    """Check the number of sentences scored as exactly zero though the instrument found words."""
    own = scores[scores["instrument"] == instrument]
    zero, silent = own[own["score"] == 0], own[own["hits"] == 0]
    expected = len(zero) - len(silent)
    every = scores[(scores["score"] == 0) & (scores["hits"] > 0)]
    parts = zero[zero["hits"] > 0].groupby("doc").size()
    wrong: list[tuple[object, str]] = [
        (len(zero), "Sentences without any word of the list are in that number (hits is 0)."),
        (len(silent), "Those are the sentences without any word of the list. Leave them out."),
        (len(every), "That is all instruments together. Take one."),
        (len(own) - len(silent), "That is every sentence with a hit. Which score exactly zero?"),
        *((int(part), "That is one text. Take all texts together.") for part in parts),
    ]
    shows = (
        f"{len(zero)} of {len(own)} sentences score zero; in {len(silent)} of them the list knows "
        "no word. Zero can mean neutral words, good and bad that cancel, or nothing at all."
    )
    return number(answer, expected, wrong, shows, "Two conditions: score is 0, hits is above 0.")


def heaviest_word(answer: object, words: pd.DataFrame, place: tuple[str, int, str]) -> Verdict:
    """Check the word that pulls a sentence down most; `place` is (doc, sentence, instrument)."""
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, str):
        return not_yet("A word in quotation marks is asked for.")
    given = answer.strip().lower()
    doc, sentence, instrument = place
    here = words[(words["doc"] == doc) & (words["sentence"] == sentence)]
    weights: dict[str, float] = {}
    for text, weight in records(here[here["instrument"] == instrument], "text", "weight"):
        weights[text.lower()] = min(weight, weights.get(text.lower(), weight))
    lowest = min(weights.values(), default=0)
    if given in weights and weights[given] == lowest:
        return right("One word of a list decides much of a score. Read it in its sentence.")
    if given not in weights:
        elsewhere = given in {str(text).lower() for text in here["text"]}
        other = "Another instrument scores that word. " if elsewhere else ""
        return not_yet(f"{other}{instrument} finds no “{answer}” there. Look in the table.")
    if weights[given] > 0:
        return not_yet("That word lifts the sentence. Which one pulls it down most?")
    return not_yet("That word pulls it down, but another does more. Sort by weight.")


def name_effect(
    answer: object,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    instruments: Mapping[str, Instrument],
    names: Names,
    instrument: str = "VADER",
) -> Verdict:
    """Check by how much masking names changes the longest document's mean: masked minus raw."""
    if verdict := still_open(answer) or not_a_number(answer):
        return verdict
    only = {instrument: instruments[instrument]}
    means = {
        (text, known is names): score_tone(rows, only, known).groupby("doc")["score"].mean()
        for text, rows in (("body", body(sentences)), ("all", sentences))
        for known in (None, names)
    }
    change = {text: means[text, True] - means[text, False] for text in ("body", "all")}
    doc = longest(documents)
    expected = float(change["body"][doc])
    wrong: list[tuple[object, str]] = [
        (-expected, "Right size, wrong sign: take the masked mean minus the one as it stands."),
        (float(means["body", True][doc]), "That is the mean with names masked. Subtract."),
        (float(means["body", False][doc]), "That is the mean with names not masked. Subtract."),
        (float(change["all"][doc]), "Titles and headings were scored too. Take the running text."),
        *((float(other), "That is another text.") for other in change["body"]),
    ]
    how = "lower" if expected < 0 else "higher"
    shows = (
        f"Without names, {label_documents(documents)[doc]} sounds {abs(expected):.2f} {how} to "
        f"{instrument}. So much of its tone was in names, not in what is said about them."
    )
    otherwise = "Score the running text twice, with and without names, and subtract the means."
    return number(answer, expected, wrong, shows, otherwise, NEAR)


def advice_apart(
    answer: object,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    instruments: Mapping[str, Instrument],
    names: Names,
    instrument: str = "Cooperation scale",
) -> Verdict:
    """Check the longest document's mean over what it reports or judges, with names masked."""
    if verdict := still_open(answer) or not_a_number(answer):
        return verdict
    only, doc = {instrument: instruments[instrument]}, longest(documents)
    kept, own = body(sentences), sentences["doc"] == doc
    masked = score_tone(kept, only, names).merge(kept[["doc", "sentence", "mode"]])
    raw = score_tone(kept, only).merge(kept[["doc", "sentence", "mode"]])
    told, rest = masked[masked["mode"] != "proposed"], masked[masked["doc"] == doc]
    expected = told.loc[told["doc"] == doc, "score"].mean()
    by_mode = told[told["doc"] == doc].groupby("mode")["score"].mean()
    everything = score_tone(sentences[own & (sentences["mode"] != "proposed")], only, names)
    plain = raw[(raw["mode"] != "proposed") & (raw["doc"] == doc)]["score"].mean()
    one = "That is one mode alone. Take the sentences that report and those that judge."
    wrong: list[tuple[object, str]] = [
        (rest["score"].mean(), "Proposals are not left out of that mean."),
        (rest.loc[rest["mode"] == "proposed", "score"].mean(), "Those are the proposals alone."),
        (by_mode.mean(), "That is a mean of two means. Put the sentences together first."),
        *((value, one) for value in by_mode),
        (everything["score"].mean(), "Titles and headings are in that mean."),
        (plain, "Names are not masked in that mean."),
        (told["score"].mean(), "That is all texts together."),
        *((value, "That is another text.") for value in told.groupby("doc")["score"].mean()),
    ]
    shows = (
        f"With proposals the mean is {signed(rest['score'].mean())}, without {signed(expected)}. "
        "Advice says what might be; a comparison of texts of different kinds should not hang on it."
    )
    otherwise = "Keep the sentences that report or judge, of one text, and take one mean."
    return number(answer, expected, wrong, shows, otherwise, NEAR / 4)


def added_words(
    added: object,
    effect: object,
    sentences: pd.DataFrame,
    instrument: Instrument,
) -> Verdict:
    """Check words added to an instrument, {word: weight}, and each document's change of mean."""
    if verdict := still_open(added, effect):
        return verdict
    if not isinstance(added, dict) or not added:
        return not_yet('Give a dict of words and weights: {"word": -0.3}.')
    running = body(sentences)
    present = {word for text in running["text"] for word in split_words(text)}
    for word, weight in added.items():
        if not isinstance(word, str) or len(word.split()) != 1:
            return not_yet(f"“{word}” is not one word. Add single words.")
        if not_a_number(weight) or not -1 <= weight <= 1:
            return not_yet(f"The weight of “{word}” must be a number from −1 to 1.")
        if instrument.read(word).words:
            return not_yet(f"{instrument.name} knows “{word}” already. Find one that it lacks.")
        if word.lower() not in present:
            return not_yet(f"“{word}” stands in no sentence of these texts. Copy its very form.")
    return _effect(effect, added, running, instrument)


def _effect(
    effect: object, added: dict[str, float], running: pd.DataFrame, instrument: Instrument
) -> Verdict:
    longer = add_words(instrument, added)
    both = [score_tone(running, {"one": one}) for one in (instrument, longer)]
    before, after = (
        {str(doc): float(mean) for doc, mean in table.groupby("doc")["score"].mean().items()}
        for table in both
    )
    changed = int((both[0]["score"] != both[1]["score"]).sum())
    wrong: list[tuple[Mapping[str, float], str]] = [
        ({d: before[d] - after[d] for d in after}, "The sign is turned: new mean minus old mean."),
        (after, "Those are the new means. Subtract the old ones."),
        (before, "Those are the old means. What changed?"),
    ]
    shows = (
        f"{changed} of {len(running)} sentences score differently now. A word or two can move a "
        "text: whoever writes the list has a hand in the result, so lists must be open."
    )
    otherwise = "Score the running text with the old and the new list; subtract text by text."
    expected = {doc: after[doc] - before[doc] for doc in after}
    return table_of_numbers(effect, expected, wrong, shows, otherwise, NEAR / 4)


def fooled_tone(answer: object, instruments: Mapping[str, Instrument]) -> Verdict:
    """Check an invented sentence that TextBlob finds pleasant and the cooperation scale hostile."""
    if verdict := one_sentence(answer):
        return verdict
    scores = score_tone(toy_sentences(str(answer)), instruments).set_index("instrument")["score"]
    pleasant, friendly = float(scores["TextBlob"]), float(scores["Cooperation scale"])
    if pleasant < HIGH:
        return not_yet(
            f"TextBlob gives it {signed(pleasant)}; it takes +{HIGH} or more. Add "
            "pleasant adjectives."
        )
    if friendly > -HIGH:
        return not_yet(
            f"The cooperation scale gives it {signed(friendly)}; it takes −{HIGH} or less. Let "
            "somebody threaten, attack or break off something."
        )
    return right(
        f"TextBlob gives it {signed(pleasant)}, the cooperation scale {signed(friendly)}. "
        "Pleasant words and friendly relations are two things."
    )
