/* Clocks that run: what is left to answer somebody is counted by the server, and asked for anew each minute. */

import { refreshLiveParts } from "./refresh.js";

setInterval(refreshLiveParts, 60_000);
