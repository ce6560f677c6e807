"""Memory: what a process has loaded by the time it starts work stays until it ends; almost all else goes by itself.

The collector is for the rest, rings of objects. By default it looks for them at every 700th object that stays for a
moment, a batch of events has some thousands, and a round over all that is loaded stops every thread for some 50 ms.
"""

import gc

_SELDOM = 20_000


def collect_less() -> None:
    """Takes what is loaded by now out of the collector's rounds, and has it make fewer of them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM, 10, 10)
