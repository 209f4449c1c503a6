// The desk's behaviour in the browser. Everything works without it, only slower.
import "./connection.js";
import "./list.js";
import "./thread.js";
import "./composer.js";
import "./menus.js";
import "./keys.js";
import "./toasts.js";
