// Beside the words that the studio is being updated, which an instance answers that is about to go: the page is asked for again as soon as one takes it.
(() => {
  const look = async () => {
    try {
      if ((await fetch('/health/live', { cache: 'no-store' })).ok) {
        location.reload();
        return;
      }
    } catch {
      // Nobody is there yet.
    }
    setTimeout(look, 2_000);
  };
  setTimeout(look, 1_000);
})();
