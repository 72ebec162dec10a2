"""Short articles of an invented bay, for tests of what is written about sources, and whether it is true."""

from onrecord.evals.corpus import Corpus
from onrecord.index.model import Article

FERRY = Article(
    "Harbour master Ilo Quist said on Monday that the ferry would not sail before nine o’clock. “The pilot has waited nine days for a "
    "berth,” he said. “If the wind drops, we will go.”\n\n"
    "Tam Brok, who leads the bakers, told reporters that about 70 ovens had been cold since 4 March.\n\n"
    "The Port Council said that the repairs would cost 3 million florins.",
    id="ferry",
    published="2031-05-06",
)
BREAD = Article(
    "Orla Vint said that the price of bread had risen by a tenth in Selm.\n\n“Some of the mills are open,” said Edo Marl, the miller. "
    "“The others have no grain.”\n\nThe Grain Board criticised the Port Council in a letter.",
    id="bread",
    published="2031-05-08",
)
WATER = Article(
    "Ana Tolk, the engineer, said that the lower lock was safe. She said that she might close it in June, because the gates had rusted "
    "through.\n\nUno Rask said that the lower lock had two gates, which were built over nine weeks in Selm.",
    id="water",
    published="2031-05-09",
)
LAMP = Article("Lena Morv said that the lamp had gone out twice.\n\nThe Light Council praised Gus Hald for his work.", id="lamp")


def bay() -> Corpus:
    return Corpus("bay", {article.id: article for article in (FERRY, BREAD, WATER, LAMP)})
