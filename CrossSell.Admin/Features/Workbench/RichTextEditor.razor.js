// The browser's own editing in a small frame: it owns what is being typed and tells .NET the HTML a moment after the
// last key, and at once when something saves, leaves or closes (pending.js). Nothing here is trusted: the server cleans it.
const editors = new WeakMap();
const pause = 250;
const keep = new Set(['P', 'BR', 'STRONG', 'EM', 'B', 'I', 'H2', 'H3', 'H4', 'UL', 'OL', 'LI', 'A', 'DIV', 'SPAN', 'H1']);

// linkQuestion: what is asked for a link, in the person's language.
export function attach(root, dotnet, html, linkQuestion) {
  const text = root.querySelector('.editor-text');
  const tools = [...root.querySelectorAll('[data-command]')];
  const stop = new AbortController();
  let timer = 0;
  let sent = null;
  let typed = false;

  const set = (value) => {
    text.innerHTML = value;
    sent = text.innerHTML;
    mark();
  };
  const mark = () => text.toggleAttribute('data-empty', text.textContent.trim() === '' && !text.querySelector('li'));
  const send = (again) => {
    clearTimeout(timer);
    mark();
    if (sent === text.innerHTML && !(again === true && typed)) {
      return false;
    }
    sent = text.innerHTML;
    dotnet.invokeMethodAsync('Typed', sent);
    return true;
  };
  const later = () => {
    typed = true;
    clearTimeout(timer);
    mark();
    timer = setTimeout(send, pause);
  };
  const states = () => {
    if (!text.contains(document.getSelection()?.anchorNode)) {
      return;
    }
    const block = (document.queryCommandValue('formatBlock') || '').toLowerCase();
    const on = {
      bold: document.queryCommandState('bold') && block !== 'h3',
      italic: document.queryCommandState('italic'),
      heading: block === 'h3',
      bullets: document.queryCommandState('insertUnorderedList'),
      numbers: document.queryCommandState('insertOrderedList'),
      link: !!document.getSelection()?.anchorNode?.parentElement?.closest('a'),
    };
    for (const tool of tools) {
      tool.setAttribute('aria-pressed', on[tool.dataset.command] ? 'true' : 'false');
    }
  };
  const run = (command) => {
    text.focus();
    const inHeading = (document.queryCommandValue('formatBlock') || '').toLowerCase() === 'h3';
    switch (command) {
      case 'bold': document.execCommand('bold'); break;
      case 'italic': document.execCommand('italic'); break;
      case 'heading': document.execCommand('formatBlock', false, inHeading ? 'p' : 'h3'); break;
      case 'bullets': document.execCommand('insertUnorderedList'); break;
      case 'numbers': document.execCommand('insertOrderedList'); break;
      case 'plain': document.execCommand('removeFormat'); document.execCommand('formatBlock', false, 'p'); break;
      case 'link': link(); break;
    }
    states();
    later();
  };
  const link = () => {
    const within = document.getSelection()?.anchorNode?.parentElement?.closest('a');
    const typed = prompt(linkQuestion, within?.getAttribute('href') ?? 'https://');
    if (typed === null) {
      return;
    }
    const address = typed.trim();
    if (address === '' || address === 'https://') {
      document.execCommand('unlink');
    } else if (/^(https?:\/\/|mailto:)/i.test(address)) {
      document.execCommand('createLink', false, address);
    }
  };

  document.execCommand('styleWithCSS', false, false);
  document.execCommand('defaultParagraphSeparator', false, 'p');
  set(html);
  // Not before: what was typed into it until now would be lost to the text that has just come.
  text.contentEditable = 'true';
  const options = { signal: stop.signal };
  text.addEventListener('input', later, options);
  text.addEventListener('blur', send, options);
  document.addEventListener('selectionchange', states, options);
  for (const tool of tools) {
    // The selection must not leave the text before the command runs.
    tool.addEventListener('mousedown', (event) => event.preventDefault(), options);
    tool.addEventListener('click', () => run(tool.dataset.command), options);
  }
  text.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      event.stopPropagation();
      run('link');
    }
  }, options);
  text.addEventListener('paste', (event) => {
    event.preventDefault();
    const data = event.clipboardData;
    const html = data.getData('text/html');
    if (html) {
      document.execCommand('insertHTML', false, plainer(html));
    } else {
      document.execCommand('insertText', false, data.getData('text/plain'));
    }
  }, options);
  const release = window.crosssell.hold(send, text, (html) => {
    text.innerHTML = plainer(html);
    later();
  });
  const end = () => {
    clearTimeout(timer);
    release();
    stop.abort();
  };
  editors.set(root, { set, end });
}

export function set(root, html) {
  editors.get(root)?.set(html);
}

export function detach(root) {
  editors.get(root)?.end();
  editors.delete(root);
}

// A document of its own runs nothing; only bare elements come over from another program.
function plainer(html) {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  for (const bad of body.querySelectorAll('script, style, meta, link, title, svg, iframe, object, template')) {
    bad.remove();
  }
  for (const element of [...body.querySelectorAll('*')].reverse()) {
    if (!keep.has(element.tagName) || element.tagName === 'SPAN') {
      element.replaceWith(...element.childNodes);
      continue;
    }
    const href = element.tagName === 'A' ? element.getAttribute('href') : null;
    for (const attribute of [...element.attributes]) {
      element.removeAttribute(attribute.name);
    }
    if (href && /^(https?:|mailto:)/i.test(href)) {
      element.setAttribute('href', href);
    }
  }
  return body.innerHTML;
}
