"""A thousand comments to moderate, a third of them spam and abuse, and what each deserves."""

from random import Random

from tests.comments import corpus

APPROVE, SPAM, REJECT = "approve", "spam", "reject"
STATES = {APPROVE: "approved", SPAM: "spam", REJECT: "rejected"}
COUNT, UNWANTED, ABUSE = 1000, 333, 63
ABUSES = (
    "Whoever plays this rubbish should be thrown off the pier",
    "You are a pack of idiots and so are your listeners",
    "Go back to wherever you crawled from",
    "The presenter is a liar, and ugly with it",
    "Shut up and die, all of you",
)
LONGEST = 1500


def comments(seed=1955):
    """Return a thousand (name, email, text, act), in the order in which they were sent."""
    chance = Random(seed)
    spam = [sent for sent in corpus.spam() if len(sent.text) < LONGEST]
    made = [(one.name, one.email, one.text, SPAM) for one in chance.sample(spam, UNWANTED - ABUSE)]
    for number in range(ABUSE):
        text = f"{ABUSES[number % len(ABUSES)]}, no. {number}!"
        made.append((f"Angry {number}", f"angry{number}@example.org", text, REJECT))
    fine = corpus.ordinary()
    for number in range(COUNT - UNWANTED):
        one = fine[number % len(fine)]
        made.append((one.name, one.email, f"{one.text} No. {number}.", APPROVE))
    chance.shuffle(made)
    return made


def seen_as(text):
    """`text` as a page shows it."""
    return " ".join(text.split())
