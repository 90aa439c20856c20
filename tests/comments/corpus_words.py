"""What the made-up replies of the corpus are made of. Ours alone: nobody's real words."""

FORENAMES = ("Bo", "Zenobia", "Quentin", "Oriel", "Fenna", "Ludo", "Tansy", "Ivo", "Petra", "Wim")
SURNAMES = ("Gainsby", "Quickly", "Luckmore", "Bargain", "Winslow", "Cashdale", "Topping")
HOSTS = ("lucky", "golden", "quick", "mega", "prime", "royal", "smart", "super", "best", "easy")
LURES = ("Look at this", "Everybody is here now", "You will thank me", "Open it today",
         "Only this week", "My neighbour was surprised", "Do not tell the others")  # fmt: skip
OFFERED = ("casino", "jackpot", "cheap pills")
OFFERS = ("The {} that your doctor and your bank never mention.", "Try our {}, only this night.",
          "My cousin found {} and bought a boat.", "One word: {}!", "Finally a {} you can trust.",
          "Tired? Poor? Alone? The answer is {}.")  # fmt: skip
FLATTERY = (
    "What a wonderful article, I marked the page at once.",
    "I never read anything so informative about this matter.",
    "Great post, keep the quality up.",
    "Your way of writing has helped me and my whole office.",
    "I was looking for precisely this the entire week.",
    "This blog deserves far more visitors.",
    "I shall send it to my flatmates directly.",
    "You are so cool, how do you find such themes.",
    "Thanks for any other excellent writing.",
    "Very nice layout, which theme is it.",
)
ORDERS = (
    "Your account at the station ends tonight: answer with your password.",
    "You have won our listeners' prize, send us your card number.",
    "All comments move to another site; ask me for the way.",
    "This story is false, says the editor. Call me.",
)
IMPOSTORS = (
    "Aerial 87.9", "Аerial 87.9", "Aerial", "AERIAL", "AeriaI", "Aer1al", "Aeriа1", "Aerial Team",
    "Aerial-Team", "AerialTeam", "Aerial_Support", "The Aerial crew", "Αerial", "Ærial Team",
    "Ａｅｒｉａｌ ８７．９", "A\u200berial", "Aer\u200dial\u2060 87.9", "Ae\u00adrial", "Aérïal",
    "Aeriał", "A\u0332e\u0332rial", "𝐀𝐞𝐫𝐢𝐚𝐥", "ⒶⒺⓇⒾⒶⓁ", "🅰erial", "ᴀᴇʀɪᴀʟ", "A e r i a l",
    "Aerial🎙Desk", "The newsroom", "Тhe newsroom", "The nеwsroom", "By the newsroom",
    "The newsroorn", "The Newsroom Team", "THE NEWSROOM", "newsroom", "The Night Ferry desk",
    "The Night Ferrу desk",
    "The Night Ferry desk (official)", "the Nіght Ferry Desk", "Night Ferry Desk",
)  # fmt: skip
LISTED_ABROAD = (
    "Лучшее казино города ждёт вас сегодня.",
    "在线赌场,注册就送红包。",
    "Gerçek kumarhane, gerçek kazanç, hemen katıl.",
)
ABROAD = (
    "Заработок дома без вложений, пишите мне.",
    "低价出售粉丝和点赞,联系我。",
    "Tani kredyt bez pytań, zadzwoń dziś.",
    "Ganhe dinheiro em casa, pergunte-me como.",
    "اربح المال من بيتك اليوم، راسلني.",
)
EMOJI = "🎰💰🤑🔥💎🍒🚀👉🏆💸✨🎁"
REGULARS = (
    "The fishmonger", "Ariel", "Martina", "Aeria Lopez", "M. from the lock house", "Łucja Żak",
    "Şebnem Çağlar", "Gönül Iğdır", "Оксана Їжак", "قارئة من الميناء", "Zoë Ångström", "José Núñez",
    "Björk-Anna", "Nguyễn Lan", "Extra no. 23", "Third row, left", "Adèle", "Muriel", "Ferryman",
    "Nightingale", "Desmond", "Newt Rooms", "Areal", "Real Al", "Al", "Ali", "3 a.m. listener",
    "Tuesday's baker", "Antennae", "🎻 Ida",
)  # fmt: skip
NAMED_LIKE_WORDS = (
    "Ariella", "Aerialist", "Casimir", "Cassino Rossi", "Jack Potter", "Pilar", "Jack Pott",
    "Promo Levi", "Ernest Money", "Ada Newsome",
)  # fmt: skip
SENTENCES = (
    "The second verse made me miss my tram.",
    "Please play the long version once.",
    "We heard it in the kitchen, all five of us.",
    "The horn at the end was out of tune, and right.",
    "My boat has no other station.",
    "Who was the drummer?",
    "I sang along and the dog left.",
    "It rained on the roof in time with it.",
)
ORDINARY = (
    (
        "short",
        30,
        (
            "Lovely.",
            "Again!",
            "No.",
            "Who sang that?",
            "I cried a bit.",
            "Louder, please.",
            "ok",
            "So it was.",
            "Ha!",
            "More of this.",
            "Not my thing, but thank you.",
            "Encore?",
        ),
    ),
    ("long", 14, tuple(" ".join(SENTENCES[n:] + SENTENCES[:n]) * (1 + 6 * n) for n in range(8))),
    (
        "one link to a song",
        20,
        (
            "This is the one you mean: https://songs.example/the-ferry_(live)?t=42s#chorus",
            "It is on www.songs.example/lock-house now.",
            "The sleeve is at songs.example/sleeves/12, front and back.",
            "Here (https://archive.example/web/2019/https://songs.example/1) is the old page.",
            "They have a shop at kitchentable.example, with the lyrics.",
        ),
    ),
    (
        "e.g., i.e., prices, times",
        18,
        (
            "Play older things, e.g. the one at 17.44, i.e. before the news.",
            "Beer was 3.50 and the ticket 12.00, doors at 8.30 p.m., on 22.11.2026.",
            "I have v2.1 of the record, no. 3/4, mp3/flac, 320 kbit/s.",
            "U.S./U.K. pressings differ, cf. p. 12, etc./and so on.",
            "Track no. 7... was it?! At 87.9 MHz/FM; 1.000.000 times yes/no.",
        ),
    ),
    (
        "no space after the full stop",
        14,
        (
            "That was nice.But too short.",
            "We danced.Then it rained.Live music is best.Me too.",
            "Thank you.Pro musicians everywhere.Top show.Club night next?",
            "I like it.and so does my mother.it is late now.good night",
            "Great show…Info on the band?Link me.Please.",
        ),
    ),
    (
        "emoji",
        12,
        ("🎻🎻🎻", "What a night 🌧️👩‍🎤", "❤️", "🇺🇦 heard you in the kitchen 🫖", "👏🏽👏🏿"),
    ),
    (
        "other scripts",
        18,
        (
            "سمعتُ الأغنية من رصيف الصيادين، شكراً لكم.",
            "Дякую за пісню! Чули на кухні о 17.44, дуже гарно.",
            "Świetna audycja, proszę częściej grać tę płytę.",
            "Yağmurda çok güzeldi, teşekkürler. Iğdır'dan selamlar.",
            "昨晚的合唱真好听,谢谢。",
            "Мой рот сам пел эту песню.",
        ),
    ),
    (
        "an address of mail",
        10,
        (
            "Write to me at third.row@choir.example.com if you find the scarf.",
            "The choir takes singers: info.shop@choir.example.org.",
            "Lost a bell? bell+cod@harbour.example, or ada.me@mail.example.com.",
        ),
    ),
    (
        "quotes and markup",
        6,
        (
            "I < 3 this > that. <b>Bold</b> I am, & loud; a[0] = b.",
            "\"The sea is a drum\": who wrote that? 'Me', said she.",
            "5 > 4 and // is no comment; http is a protocol, www too.",
        ),
    ),
    (
        "two links",
        4,
        (
            "Compare https://songs.example/1 and https://songs.example/2, please.",
            "It is on songs.example/1, the cover on covers.example/1.",
        ),
    ),
    (
        "a listed word, innocently",
        4,
        (
            "They once played the old Casino on the pier.",
            "A promo code is what my grandmother calls her recipe.",
        ),
    ),
)  # (kind, how many, texts)


def fullwidth(text):
    """`text` in letters as wide as those of Chinese."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def with_zero_width(text):
    """`text` with a space of no width after its second letter."""
    return f"{text[:2]}\u200b{text[2:]}"


def half_cyrillic(text):
    """`text` with letters that only look the same."""
    return text.translate(str.maketrans("acop", "асор"))


def with_digits(text):
    """`text` with digits for letters."""
    return text.translate(str.maketrans("aio", "410"))
