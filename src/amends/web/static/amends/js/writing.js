// The composer's tools: drafts, saved replies, suggestions, files, emoji, colleagues' names; and pictures shown large.
import "./drafts.js";
import "./saved.js";
import "./suggest.js";
import "./files.js";
import "./emoji.js";
import "./mentions.js";
import "./lightbox.js";
