// Runs in the page under test; fitting.py says what for.

// Give the page faces by their rules; the names of those whose family is installed.
const give = async ({rules, names}) => {
  const style = document.createElement('style');
  style.textContent = rules;
  document.head.append(style);
  const here = [];
  for (const name of names) {
    const loaded = await Promise.allSettled(['400', '700'].map((weight) => document.fonts.load(`${weight} 16px '${name}'`)));
    if (loaded.every((one) => one.status === 'fulfilled' && one.value.length > 0)) here.push(name);
  }
  return here;
};

// Everything that does not fit, in each of the faces; "" is the browser's own.
const look = (names) => {
  const LONGEST = 20; // characters; a longer word may be longer than its line
  const WORD = /[^\s\u00ad\u2010\u2013\u2014\/?-]+/gu; // a line may end after these signs
  const BOXES = 'button, .button, .badge, td, th, dt, dd, li, label, .card, .note, nav';
  const found = new Set();
  const range = document.createRange();
  const say = (what, node) => {
    const holder = node.parentElement;
    found.add(`${what}: “${node.data.trim().slice(0, 60)}” in ${holder.tagName.toLowerCase()}.${holder.getAttribute('class') ?? ''}`);
  };
  const lines = (rects) => rects.filter((one, at) => at === 0 || Math.abs(one.top - rects[at - 1].top) > one.height / 2);
  const shown = (rects) => [...rects].filter((one) => one.width > 0 && one.height > 0);
  const moves = (element) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (getComputedStyle(one).overflowX !== 'visible') return true; // it is moved sideways, or cut there on purpose
    }
    return false;
  };
  // What is there for screen readers alone, as the heads of tables that are stacked, and addresses, which have no words.
  const unseen = (element) => {
    const head = element.closest('thead');
    return head !== null && getComputedStyle(head).position === 'absolute';
  };
  const address = (text, at) => {
    const whole = text.slice(text.slice(0, at).search(/\S*$/)).match(/^\S+/)[0];
    return whole.length > LONGEST && /[\/@]/.test(whole);
  };
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const holder = node.parentElement;
      if (!node.data.trim() || holder.closest('script, style, noscript, select, datalist, title, .hidden, .skip')) continue;
      if (holder.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) all.push(node);
    }
    return all;
  };
  const nodes = texts();
  const free = new Map(nodes.map((node) => [node, !moves(node.parentElement)]));
  const lookOnce = () => {
    const wide = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - wide;
    if (over > 1) found.add(`the page is ${over} px wider than its window`);
    const standing = [];
    for (const node of nodes) {
      range.selectNodeContents(node);
      const rects = unseen(node.parentElement) ? [] : shown(range.getClientRects());
      if (lines(rects).length > 1) {
        for (const word of node.data.matchAll(WORD)) {
          if ([...word[0]].length > LONGEST || address(node.data, word.index)) continue;
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (lines(shown(range.getClientRects())).length > 1) say(`“${word[0]}” is broken`, node);
        }
      }
      if (!free.get(node)) continue;
      let holder = node.parentElement.closest(BOXES);
      while (holder && getComputedStyle(holder).display === 'contents') holder = holder.parentElement.closest(BOXES);
      const box = holder?.getBoundingClientRect();
      for (const one of rects) {
        if (one.right > wide + 1 || one.left < -1) say('outside the window', node);
        else if (box && (one.right > box.right + 1 || one.left < box.left - 1)) say('outside its box', node);
        const middle = one.height / 4; // letters are lower than their line
        standing.push({node, left: one.left + 1, right: one.right - 1, top: one.top + middle, bottom: one.bottom - middle});
      }
    }
    standing.sort((one, other) => one.top - other.top);
    standing.forEach((one, at) => {
      for (let next = at + 1; next < standing.length && standing[next].top < one.bottom; next += 1) {
        const other = standing[next];
        if (other.left < one.right && one.left < other.right) say(`covered by “${other.node.data.trim().slice(0, 30)}”`, one.node);
      }
    });
    for (const nav of document.querySelectorAll('nav')) {
      const items = [...nav.querySelectorAll('a, button')];
      if (new Set(items.map((one) => Math.round(one.getBoundingClientRect().top))).size > 1) found.add('the navigation takes two lines');
      if (nav.offsetHeight > 50) found.add(`the navigation is ${nav.offsetHeight} px high`);
    }
  };
  const told = [];
  for (const name of names) {
    if (name) document.body.style.setProperty('font-family', `'${name}'`, 'important');
    found.clear();
    lookOnce();
    told.push(...[...found].map((one) => `${name}: ${one}`));
  }
  document.body.style.removeProperty('font-family');
  return told;
};
