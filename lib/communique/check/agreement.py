"""Self-checks for lesson 5: voices, relations between claims, contradictions, silence."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from communique.check.base import (
    Verdict,
    not_yet,
    number,
    one_sentence,
    right,
    same_names,
    still_open,
)
from communique.claims import ClaimCues, find_claims
from communique.compare.base import label_documents, records
from communique.compare.claims import RELATIONS, relate_claims
from communique.compare.contradictions import contradictions
from communique.compare.issues import mode_counts, only_proposed
from communique.corpus import toy_sentences
from communique.issues import Codebook, code_issues
from communique.modes import Cues, code_modes

__all__ = [
    "Reader",
    "contradicting",
    "only_advised",
    "read_literally",
    "relations",
    "reported_words",
]

ANSWERS = RELATIONS[:5]
HINTS = {
    ("contradict", "differ"): "Can both be true of one thing at one time? Then they only differ.",
    ("contradict", "agree"): "They say the same of it. Where is the contradiction?",
    ("contradict", "raised"): "One of them does not say how it stands. That contradicts nothing.",
    ("contradict", "only one"): "One of them does not speak of it. Silence contradicts nothing.",
    ("differ", "contradict"): "Can both be true of one thing at one time? These cannot.",
    ("agree", "contradict"): "Read both again: can both be true of one thing at one time?",
    ("differ", "agree"): "In other words, but the same status. What do both say of it?",
    ("agree", "differ"): "Both can be true, but they do not say the same. What does each say?",
    ("agree", "raised"): "Both name it, but one does not say how it stands. Can they agree then?",
    ("agree", "only one"): "One of them does not speak of it. Silence is no agreement.",
    ("raised", "only one"): "Does the second sentence name it at all?",
    ("only one", "raised"): "Both name it. Does each say how it stands?",
}


class Reader(NamedTuple):
    """What reads claims: the codebook, the cues of status and those of mode."""

    codebook: Codebook
    claims: ClaimCues
    modes: Cues

    def read(self, *texts: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Read invented sentences, each as a document of its own: claims and mentions."""
        table = toy_sentences(*texts).assign(doc=[f"text {n}" for n in range(1, len(texts) + 1)])
        sentences = code_modes(table, self.modes)
        mentions = code_issues(sentences, self.codebook)
        return find_claims(sentences, mentions, self.claims), mentions


def reported_words(answer: object, quotes: pd.DataFrame, documents: pd.DataFrame) -> Verdict:
    """Check in how many sentences of the shortest document words are reported, not quoted."""
    doc = min(records(documents, "words", "doc"))[1]
    own, indirect = quotes[quotes["doc"] == doc], quotes[~quotes["direct"].astype(bool)]
    here = indirect[indirect["doc"] == doc]
    expected = here["sentence"].nunique()
    wrong: list[tuple[object, str]] = [
        (own["sentence"].nunique(), "A quotation in quotation marks is in that number."),
        (len(own), "Those are rows, direct quotations too. Count sentences with reported speech."),
        (len(here), "Those are rows: one sentence can report twice. Count each sentence once."),
        (len(own) - len(here), "Those are the direct quotations, which are to be left out."),
        (here["speaker"].nunique(), "Those are the speakers. Count the sentences."),
        (len(indirect), "Those are the rows of all texts. Take one text, and count sentences."),
        *(
            (part["sentence"].nunique(), "That is another text.")
            for _, part in indirect.groupby("doc")
        ),
    ]
    verbs = " or ".join(f"“{cue}”" for cue in list(dict.fromkeys(here["cue"]))[:2])
    shows = (
        f"{label_documents(documents)[doc]} gives others' words in its own there. "
        + f"Who chose {verbs}, the speaker or the writer?" * bool(verbs)
    )
    otherwise = "Take the rows of that text that are not direct, and count their sentences."
    return number(answer, expected, wrong, shows, otherwise)


def relations(answer: object, pairs: Mapping[str, tuple[str, str]], reader: Reader) -> Verdict:
    """Check how two sentences relate, pair by pair: {name of the pair: relation}."""
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, dict):
        return not_yet('Give a dict: {"A": "agree", …}.')
    if missing := [name for name in pairs if name not in answer]:
        return not_yet(f"There is no answer for {missing[0]}.")
    for name, pair in pairs.items():
        given = str(answer[name]).strip().lower()
        if given not in ANSWERS:
            return not_yet(f"{name}: “{answer[name]}”. Choose one of: {', '.join(ANSWERS)}.")
        expected = _relation(pair, reader)
        if given != expected:
            hint = HINTS.get((given, expected), "Ask of each sentence: what does it say of it?")
            return not_yet(f"{name}: {hint}")
    return right(
        "Only one of these relations is a contradiction. Most differences between texts are "
        "differences in what they tell at all."
    )


def _relation(pair: tuple[str, str], reader: Reader) -> str:
    """Give the strongest relation on any issue other than relations between the parties."""
    claims, mentions = reader.read(*pair)
    documents = pd.DataFrame({"doc": ["text 1", "text 2"]})
    related = relate_claims(claims, mentions, documents)
    narrow = related[related["issue"] != "bilateral_relations"]
    held = set((narrow if len(narrow) else related)["relation"])
    return next((one for one in RELATIONS if one in held), RELATIONS[-1])


def contradicting(answer: object, given: str, reader: Reader) -> Verdict:
    """Check an invented sentence for whether the rules see it contradict a given one."""
    if verdict := one_sentence(answer):
        return verdict
    claims, mentions = reader.read(given, str(answer))
    mine = claims[claims["doc"] == "text 2"]
    shared = set(claims.loc[claims["doc"] == "text 1", "issue"]) & set(
        mentions.query("doc == 'text 2'")["parent"]
    )
    if not shared:
        return not_yet("The rules see another issue in your sentence, or none. Keep the subject.")
    mine = mine[mine["issue"].isin(shared)]
    if mine.empty:
        return not_yet("It names the issue, but no word that the rules know says how it stands.")
    found = contradictions(claims)
    if not found.empty:
        first = found.iloc[0]
        return right(
            f"“{first['value_a']}” and “{first['value_b']}” exclude each other. Now say the same "
            "in other words, until the rules miss it: that is how many contradictions escape."
        )
    status = ", ".join(dict.fromkeys(mine["status"]))
    same = set(mine["status"]) & set(claims.loc[claims["doc"] == "text 1", "status"])
    if same:
        return not_yet(f"The rules read “{status}” in it, as in the given sentence: they agree.")
    return not_yet(
        f"The rules read “{status}” in it. Either both can be true, or the sentences share too few "
        "words to be of one thing: name the same thing, place and parties, at the same time."
    )


def only_advised(
    answer: object,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    labels: Mapping[str, str],
) -> Verdict:
    """Check the set of issues that texts raise, but none of them reports or judges."""
    modes = mode_counts(mentions, sentences)
    total = modes.groupby("issue")[["reported", "judged", "proposed"]].sum()
    silent = set(total.index[total["reported"] + total["judged"] == 0])
    unreported = set(total.index[total["reported"] == 0])
    per_text = set(only_proposed(modes)["issue"])
    every = set(total.index[total["proposed"] > 0])
    wrong: list[tuple[object, str]] = [
        (per_text, "One of these is reported or judged in another text. Ask of all texts."),
        (unreported, "Some of these are judged, if not reported. Those stay."),
        (every, "Those are all issues with a proposal. Which have nothing else?"),
        (set(), "There is one at least. Sum the modes over the texts, issue by issue."),
    ]
    shows = (
        f"{len(silent)} of {len(total)} issues would vanish if advice were left out: nobody tells "
        "that they came up in the talks."
        if silent
        else "Every issue is reported or judged somewhere."
    )
    otherwise = "Sum reported, judged and proposed over the texts, and look for 0, 0 and more."
    known = {str(issue): labels.get(str(issue), str(issue)) for issue in total.index}
    return same_names(answer, silent, known, wrong, shows, otherwise)


def read_literally(answer: object, claims: pd.DataFrame, doc: str) -> Verdict:
    """Check statuses of issues as a document gives them by its words, {issue: status}.

    `claims` are those that the document does not merely propose.
    """
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, dict) or not answer:
        return not_yet('Give a dict of issues and statuses: {"issue": "ongoing"}.')
    own = claims[claims["doc"] == doc]
    said = {issue: set(own.loc[own["issue"] == issue, "status"]) for issue in answer}
    statuses = {issue: str(status).strip().lower() for issue, status in answer.items()}
    wrong = [issue for issue, status in statuses.items() if status not in said[issue]]
    if not wrong:
        return right(
            "So it stands there, read literally. Whether it was meant so is another question: the "
            "words may have been swapped, and a text that came out later may know more."
        )
    if len(wrong) == len(statuses) > 1 and _turned(statuses, said):
        return not_yet(
            "You have them the other way round. That may be what was meant, or what the record "
            "says; but which comes first in the sentence before, and is so the former?"
        )
    return not_yet(f"{wrong[0]}: not by the words of this text. Find “former” and “latter”.")


def _turned(statuses: Mapping[str, str], said: Mapping[str, set[str]]) -> bool:
    others = list(statuses.values())[::-1]
    return all(status in said[issue] for issue, status in zip(statuses, others, strict=True))
