// Shows what is wrong, and nothing while all is well. In a page of the brand:
//   <script type="module" src="https://status.example.com/notice.js"></script>
const base = new URL(".", import.meta.url);
const answer = await fetch(new URL("summary.json", base)).catch(() => null);
const told = answer?.ok ? await answer.json() : null;
const incident = told?.incidents[0];
if (incident) {
  const notice = document.createElement("a");
  notice.className = "status-notice";
  notice.href = incident.url;
  notice.setAttribute("role", "status");
  notice.textContent = incident.title;
  const look = {
    display: "block", padding: "10px 16px", background: "#fdf1de", color: "#5c3a00",
    font: "500 15px/1.4 system-ui, sans-serif", textAlign: "center",
  };
  Object.assign(notice.style, look);
  document.body.prepend(notice);
}
