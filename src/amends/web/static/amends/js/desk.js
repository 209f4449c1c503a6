// The desk's behaviour in the browser. Everything works without it, only slower.
import "./connection.js";
import "./list.js";
import "./thread.js";
import "./composer.js";
import "./menus.js";
import "./keys.js";
import "./toasts.js";
import "./clocks.js";
import "./ways.js";
import "./live.js";
import "./writing.js";
import "./records.js";
import "./find.js";
import "./bulk.js";
import "./alerts.js";
import "./settings.js";
import "./playbook.js";
