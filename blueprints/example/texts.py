"""The texts of the example stories, as HTML, a block to a line and long ones wrapped."""

SEVENTEEN_TAKES = """\
<p>The rain came from a lorry. It stood on the old fish quay from six in the evening, with a pump
the size of a piano and four long arms, and by nine everybody in the harbour knew somebody who was
standing under it.</p>
<p>The scene lasts forty seconds. A woman steps off the last ferry, looks for one face in a crowd
and does not find it. That is all. It took seventeen takes: two were spoiled by the horn of the real
ferry, one by a dog that belonged to nobody, and the rest, the director said, by hope.</p>
<p>Real rain, it turns out, does not show. It had drizzled all afternoon, free of charge, and the
crew had waited politely for it to stop so that they could begin to rain.</p>
<h2>Forty coats, two sizes of boot</h2>
<p>The forty extras were ours. They had answered a notice on <em>Open Harbour</em>: no experience,
own socks, patience. The production brought coats in seven colours and boots in two sizes, both of
them wrong. What held the evening together was pea soup: the <em>Kitchen Table</em> people cooked it
in the big pot and ladled it out between takes, in order of shivering.</p>
<p>A retired pilot in a plum-coloured coat had been told to look as if he were waiting for someone.
“I waited on that quay for thirty-eight years,” he said. “They could have had it dry.”</p>
<blockquote class="pull">After take nine we laughed. After take fourteen nobody
laughed.</blockquote>
<!-- picture: umbrellas-in-the-rain -->
<p>The ferry was a matter of principle. She leaves at twenty to eleven. The company had been asked,
kindly, whether she could leave at eleven, and the captain had answered, kindly, that the tide had
not been asked. So at twenty to eleven she said goodbye in three long notes, through the only line
of dialogue. They set up again as fast as they could, and were in time for her to meet the pilot
boat outside the mole, and greet it.</p>
<h2>What they left behind</h2>
<ul>
<li>Eleven umbrellas, in colours that are not sold in this town.</li>
<li>One left boot, size 46. Its owner hopped home and may collect it from the customs house.</li>
<li>A promise that <em>Tide Tables</em> will be shown here before it is shown in any city.</li>
<li>A song.</li>
</ul>
<p>The song needs explaining. While the lorry was away to refill, the third row began to hum to keep
warm. By take fifteen there were words: two verses about boots, and a chorus that is nothing but the
depths of the harbour, read off the chart from the lock to the light. We recorded it afterwards in
the doorway of the ice house, with one microphone and forty sets of teeth. It belongs in <em>Low
Water</em>, and that is where it will be played.</p>
<p>Take seventeen was the one. Nobody can say why. The director watched it twice, took off her
headphones and said the word that everybody had been waiting for. The lorry stopped. Forty people
stood on the quay in a silence that dripped. And before anyone had folded an umbrella, quite softly
and with no budget at all, it began to rain.</p>
"""

CHOIR_OF_FORTY = """\
<p>You can hear a building think if forty people hold their breath in it. Amber Choir did so at ten
past seven in the morning, in Hall 3 of the fish market, after the auction and before the hoses.
Then they let go, and the first note of their first album hung under the roof for nine seconds.</p>
<p>Nine seconds is the hall’s own echo. The cathedral in the capital has seven, and heating.</p>
<p>The choir has been singing for twenty-two years and had never recorded a note. “We were going to
do it as soon as we were good,” says Oda, who conducts with a pencil. “Then we noticed that we were
losing a bass a year to grandchildren.” So they took what they had: three mornings, forty voices,
and a single microphone, lent by Aerial 87.9 and returned, we hear, with an opinion on fish.</p>
<blockquote class="pull">With forty microphones you get forty people. With one you get a
choir.</blockquote>
<h2>Faders made of chalk</h2>
<p>There is nothing to mix afterwards when there is only one microphone, so the mixing was done on
foot. Every singer had a cross of chalk on the concrete. Too much soprano, and four sopranos took
two steps towards the scales. The altos stood by the ice chute, where the wall is kind to them. One
bass, who cannot help it, sang the whole of the second side from behind a stack of crates.</p>
<p>What the hall added, it added for nothing. A gull comes in on the last verse of “Nets, Drying”, a
little flat, and has been left there, because nobody could ask it to do it again. A fork-lift in
“Ice at Four” was not left there.</p>
<h2>The first side</h2>
<ol>
<li>“Herring Song”, built on the auctioneer’s count, and taken nearly as fast</li>
<li>“Ice at Four”</li>
<li>“The Weigher’s Thumb”, a complaint in three parts</li>
<li>“Nets, Drying”, with gull</li>
</ol>
<p>Nobody will call it a pretty record. You hear wool, wet boots, and forty people listening to each
other harder than they ever have to in a warm church. In the loud places the tin roof joins in. In
the quiet ones you can hear the harbour deciding whether to come inside.</p>
<p>The album is called <cite>Hall 3</cite>. It will be sold from stall nine on market days and
handed over as everything is at stall nine: wrapped in newspaper. This one, if there is any
justice.</p>
"""

SECOND_MAST = """\
<p>For eleven years the valley has listened to us the way you listen to neighbours through a wall.
It got the vowels. It got the bass. On the upper farms <em>Night Ferry</em> arrived mostly as night.
From Tuesday that is over, because there is a second mast on Signal Hill, and the two of us have the
blisters to prove it.</p>
<p>The trouble was never power. Our waves are three metres and forty-one centimetres long, they
travel in straight lines, and they do not walk round a hill for anybody. The first mast looks at the
harbour. It was never able to see over its own shoulder.</p>
<p>The new one is thirty metres of second-hand steel from a coastguard station that had no more use
for it. It came up the track in five pieces on a hay trailer. It was paid for by 212 listeners, two
cake sales, and a farmer who let us have the ground in exchange for one mention of his sheep on air
each year. They are very good sheep. That is this year’s.</p>
<h2>On Tuesday</h2>
<ol>
<li>At ten to two the old mast goes quiet. Please do not adjust anything: that silence is us.</li>
<li>At two o’clock <em>Open Harbour</em> comes from both masts, on 87.9 as before.</li>
<li>If you have a radio in a car, drive from the lock house up to the farms. If the programme stays
where it is while you move, we have done it right.</li>
<li>If you hear hiss, write to us with the place and the time. “Everywhere, always” is a letter that
we have already had.</li>
</ol>
<h2>What it cannot do</h2>
<p>Two masts on one frequency must keep step, or they trip over each other. Ours take their time
from the same satellites and agree to within a few millionths of a second, which is better than the
two of us manage. There remains a strip by the quarry, two hundred metres wide, where both arrive
equally strong and argue. Nobody lives there but a fox. If you know the fox, please tell it that
there is always the stream on the website.</p>
<blockquote class="pull">It was perfectly clear. We stood there and listened to the tides of nine
harbours.</blockquote>
<p>We tightened the last guy at ten past five, ran up the transmitter at a tenth of its power, and
got out the pocket radio that has been up this hill for every job since the first mast. It was the
tide desk, reading tomorrow’s heights. Behind us the lights of the valley came on, one kitchen after
another, not one of them knowing yet. Then the sheep came over to see what we were so quiet
about.</p>
"""

THREE_NEWCOMERS = """\
<p>Nobody applies to work here. People come to the studio because the kettle is on and the door
sticks open, and one day they are found to be holding a record by its edges. Three of them have now
been given keys. You have heard their records since the summer; this is who was turning them.</p>
<h2>Pim, who was an engineer</h2>
<p>Pim spent thirty years below the waterline of the ferry, where music was a matter of which
bearing was singing. He came in to mend our second turntable. He mended it, listened to one side to
be sure, listened to the other to be fair, and asked who looked after the shelf. Nobody did. It is
now in order of temperature: warm records by the window, cold ones by the door. It sounds like
madness until you have to find something for a foggy Monday.</p>
<h2>Noor, who listens first</h2>
<p>Noor reads <em>News in three languages</em>, and for a year nobody heard her say a word in any of
them about music. Then a guest was late. She had nine minutes, no script, and a bag from the library
sale; she played one song, said why, and let the last note go all the way out before she breathed.
Two people rang to ask whether the transmitter had failed. Fourteen rang to ask for the name of the
song. She has had an hour of her own on <em>Night Ferry</em> ever since, and she still will not talk
over an ending.</p>
<blockquote class="pull">A record is a person who has one thing to say and has to be turned over in
the middle.</blockquote>
<h2>Jun, who is seventeen</h2>
<p>Jun is the only one of us who never owned a turntable and therefore the only one who reads its
manual. She arrived with a school class, asked what the red button did, and, being told not to press
it, asked what it would do if she did. She can hear a worn needle from the corridor. On her first
evening she played “Ropes” by Quay Dogs at the wrong speed, noticed, apologised, and played it again
at the right one. Most of the letters preferred the first.</p>
<h2>The rules over the desk</h2>
<p>They are older than any of the three, in felt pen, and there is no fourth:</p>
<ul>
<li>The fader goes down <strong>before</strong> the door is opened.</li>
<li>Say what it was. Somebody is standing in a kitchen with wet hands, waiting to know.</li>
<li>Whoever finishes the coffee makes the coffee.</li>
</ul>
<p>Pim takes his black, Noor with cardamom, Jun not at all: she says she only likes to hold the cup.
The cups leave rings on the desk. We used to wipe them off. Lately someone has begun to write the
dates inside them.</p>
"""

VINYL_FAIR = """\
<p>After two years of scaffolding the vinyl fair goes home. On Saturday forty tables will stand
again in the great hall of the old customs house, where for a century the town’s imports were
opened, sniffed at and taxed. Only the first two will happen to yours.</p>
<!-- picture: customs-house -->
<p>The traders come from six harbours. There will be dance bands, dub, ballads in dialect, a table
of nothing but lighthouse sound effects, and the man with the shellac, who does not sell any but
likes it to be seen. Quay Dogs play “Customs House Waltz” at noon, in the building it is about.</p>
<p>New this year is the <strong>listening room</strong>, in the former strongroom: two armchairs, a
good pair of loudspeakers, and walls a metre thick. Anyone may carry a record in and hear one whole
side of it before deciding. Marriages have been begun on less, and with worse sound.</p>
<ul>
<li><strong>When:</strong> Saturday, from ten until the tide reaches the step, about half past
five.</li>
<li><strong>What it costs:</strong> nothing to come in; getting out again depends on you.</li>
<li><strong>To sell:</strong> a table is yours for a cake. Ring the studio by Thursday and say which
kind.</li>
<li><strong>To bring:</strong> a bag with a flat bottom, and a list of what you already have at
home.</li>
</ul>
<p>That last point is meant kindly. At the previous fair one visitor bought the same record three
times from three tables, and at the fourth sold one of them, at a profit, to his wife. Aerial is
there all day with the small desk and the long cable: bring us the best thing you find for under two
coins, and we shall play it before you have finished telling us why.</p>
"""

CARGO_BIKE = """\
<p>The van died in March, on the ferry ramp, in the rain, in front of everybody who had ever
promised to mend it. The Lamplighters stood round it with their caps off. Then somebody looked up
and saw the fishmonger go by on her cargo bike with sixty kilos of cod, whistling.</p>
<p>The tour that came of it ended last week: nine villages in twelve days, along the coast road and
back by the canal, at the speed of a good conversation. The bike was borrowed. The smell was thrown
in.</p>
<h2>What goes in the box</h2>
<ul>
<li>one double bass, up to its shoulders;</li>
<li>one horn, bell upwards, which collects rain and, on one occasion, a plum;</li>
<li>one small drum, worn on the front as a number plate;</li>
<li>one lantern, lit, because a band of that name cannot arrive in the dark;</li>
<li>no amplifiers, and nobody has missed them.</li>
</ul>
<p>The band has three members and the bike has one saddle. Each morning they played cards: the loser
rode, the others took the number 41 bus and waved. The drummer rode seven days of the twelve. She
says that she has never been so bad at cards nor so good at hills, and that the two are
connected.</p>
<h2>How to play to a village</h2>
<p>They had no posters and no permission. They leaned the bike where the bread is sold, hung up the
lantern and tuned until somebody came out to complain. Then they played to the complaint. In the
third village it went in to fetch its mother. By the sixth, people had heard from the fifth, and
there were chairs.</p>
<p>For the two evenings on the canal the singer of Layal Trio came along, on a bicycle of her own,
and they played “Salt” with one verse in each language. Asked by a boy on a wall how they knew the
way without a map, she told him: <q lang="ar" dir="rtl">البحر يعرف الطريق، ونحن نتبعه</q> (the sea
knows the way, and we follow it). The boy pointed out, correctly, that this was a canal. They have
kept the line and are looking for a song to put round it.</p>
<blockquote class="pull">At fifteen kilometres an hour you arrive in tune with the
place.</blockquote>
<p>The last night was here, on our quay, at sunset, with the bike parked between two bollards and
the ferry loading behind it. They finished with “Night ferry to Gdańsk”, as they must. At the end of
the second verse the ferry answered, in a key of its own. The bass player changed to it in the space
of a bar, so that for the length of one chorus the whole harbour was in the band.</p>
<p>The van has been sold to a man who keeps hens. The fishmonger would like her bike back. The band
have asked whether she could manage, just until the autumn, with a van.</p>
"""
