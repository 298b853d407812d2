// What this tab keeps of what was typed, for when its page comes back on another circuit: drafts, sealed by the server (KeptDrafts.cs), and what stood in
// fields that the server had not heard of (pending.js). In the tab's own storage, which outlives a reload and no more than that.
(() => {
  const drafts = 'crosssell.draft.';
  const typed = 'crosssell.typed';
  // Letters of all drafts together: the oldest make room.
  const room = 3_000_000;
  // Somebody who comes back later has forgotten what the letters were about.
  const fresh = 10 * 60_000;
  const here = () => location.pathname + location.search;
  let server = null;

  const kept = () => Object.keys(sessionStorage).filter((key) => key.startsWith(drafts))
    .map((key) => ({ key, at: Number(sessionStorage[key].split(' ', 1)[0]), letters: sessionStorage[key].length }))
    .sort((one, other) => one.at - other.at);

  const put = (name, closed) => {
    const key = drafts + name;
    sessionStorage.removeItem(key);
    if (closed === null || closed.length > room) {
      return;
    }
    const others = kept();
    let letters = others.reduce((sum, draft) => sum + draft.letters, closed.length);
    for (;;) {
      if (letters <= room) {
        try {
          sessionStorage.setItem(key, `${Date.now()} ${closed}`);
          return;
        } catch {
          // The browser gives less.
        }
      }
      const oldest = others.shift();
      if (!oldest) {
        return;
      }
      letters -= oldest.letters;
      sessionStorage.removeItem(oldest.key);
    }
  };

  window.crosssell.kept = {
    // Whether there is anything; from now on the circuit can be asked whether all of it has arrived here.
    open: (circuit) => {
      server = circuit;
      return kept().length > 0;
    },
    all: () => new TextEncoder().encode(JSON.stringify(Object.fromEntries(
      kept().map(({ key }) => [key.slice(drafts.length), sessionStorage[key].slice(sessionStorage[key].indexOf(' ') + 1)])))),
    put,
    settled: () => server?.invokeMethodAsync('SettledAsync'),
    mayGo: async () => !server || server.invokeMethodAsync('MayGoAsync'),
    // Replaces what was there: what the tab knows when it goes is what counts.
    putTyped: (fields) => {
      try {
        if (fields.length > 0) {
          sessionStorage.setItem(typed, JSON.stringify({ page: here(), at: Date.now(), fields }));
        } else {
          sessionStorage.removeItem(typed);
        }
      } catch {
        // The browser gives no room.
      }
    },
    // Once, and only to the page that comes right after: in between somebody else may have signed in.
    takeTyped: () => {
      const text = sessionStorage.getItem(typed);
      sessionStorage.removeItem(typed);
      const last = text ? JSON.parse(text) : null;
      return last && last.page === here() && Date.now() - last.at < fresh ? last.fields : [];
    },
  };
})();
