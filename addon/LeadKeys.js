/**
 * By what a lead is known while colleagues sort, insert and delete rows: never by its place. A person's key is spelled as
 * the service spells it (app/tables/google/lead_keys.py); tests/addon/contract.json holds both to the same examples.
 */

/** @typedef {{linkedin: number | null, email: number | null}} KeyColumns */

const KEY_LIKE_ = {
  linkedin: /linkedin\.com\/(in|pub)\/[^/\s]+/i,
  email: /^\s*(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+\s*$/i,
};

/**
 * The first rows that hold anything.
 *
 * @param {Snapshot} snapshot
 */
function sampleOf_(snapshot) {
  return snapshot.rows.filter((row) => filled_(row) > 0).slice(0, 300);
}

/**
 * Whether a column's cells still are of the kind it was chosen for; a blank one says nothing against it.
 *
 * @param {Snapshot} snapshot
 * @param {number} at
 * @param {'linkedin' | 'email'} kind
 */
function stillNames_(snapshot, at, kind) {
  const filled = sampleOf_(snapshot).map((row) => row[at]).filter((cell) => !isBlankCell_(cell));
  return filled.filter((cell) => KEY_LIKE_[kind].test(String(cell))).length * 2 >= filled.length;
}

/**
 * The columns that hold profiles and e-mail addresses: by their values where there are any, else by what the service said
 * of the names.
 *
 * @param {Snapshot} snapshot
 * @param {{index: number, kind: string} | null} identity
 * @returns {KeyColumns}
 */
function keyColumns_(snapshot, identity) {
  const sample = sampleOf_(snapshot);
  const ours = new Set(Object.values(snapshot.ours));
  const named = (/** @type {string} */ kind) => (identity && identity.kind === kind ? identity.index : null);
  return {
    linkedin: likest_(sample, snapshot.width, ours, KEY_LIKE_.linkedin, named('LinkedIn URL')),
    email: likest_(sample, snapshot.width, ours, KEY_LIKE_.email, named('e-mail')),
  };
}

/**
 * The column of which the largest share, at least half, is like the pattern; else the one named, where it is blank: what its
 * cells say (as "Profile" with a link behind it) goes before its name.
 *
 * @param {Cell[][]} rows
 * @param {number} width
 * @param {Set<number>} skip
 * @param {RegExp} pattern
 * @param {number | null} named
 */
function likest_(rows, width, skip, pattern, named) {
  const filled = named === null ? [] : rows.filter((row) => !isBlankCell_(row[named]));
  let best = filled.length > 0 ? null : named;
  let bestShare = 0.5;
  for (let at = 0; at < width; at++) {
    const cells = skip.has(at) ? [] : rows.map((row) => row[at]).filter((cell) => !isBlankCell_(cell));
    const share = cells.filter((cell) => typeof cell === 'string' && pattern.test(cell)).length / cells.length;
    if (share > bestShare || (share === bestShare && (best === null || at === named))) {
      best = at;
      bestShare = share;
    }
  }
  return best;
}

/**
 * A lead's key from the cells that name it, the profile before the address before our ID; "" where none does.
 *
 * @param {Cell | undefined} linkedin
 * @param {Cell | undefined} email
 * @param {Cell | undefined} id
 */
function keyOf_(linkedin, email, id) {
  const profile = cleanText_(linkedin);
  if (!saysNothing_(profile)) {
    return `in:${plainLinkedin_(profile) || foldText_(profile)}`;
  }
  const address = cleanText_(email);
  if (!saysNothing_(address)) {
    return `at:${plainEmail_(address) || foldText_(address)}`;
  }
  return /^[abcdefghjkmnpqrstuvwxyz23456789]{10}$/.test(String(id)) ? `id:${id}` : '';
}

/**
 * A public profile in its one spelling, "in/jane-doe"; null where the text is none.
 *
 * @param {string} text
 */
function plainLinkedin_(text) {
  const address = text.trim().split('#')[0].split('?')[0];
  const scheme = address.indexOf('://');
  const parts = (scheme < 0 ? address : address.slice(scheme + 3)).split('/');
  const host = parts[0].toLowerCase().split('@').slice(-1)[0].split(':')[0].replace(/\.+$/, '');
  if (host !== 'linkedin.com' && !host.endsWith('.linkedin.com')) {
    return null;
  }
  const path = parts.slice(1).map((part) => unquoted_(part).normalize('NFC').trim().toLowerCase().normalize('NFC'));
  const said = path.filter(Boolean);
  if (said[0] === 'mwlite') {
    said.shift();
  }
  if (said.length < 2 || (said[0] !== 'in' && said[0] !== 'pub')) {
    return null;
  }
  // /in/NAME/fr is a language of the same page; an old /pub/NAME/12/34/567 is told apart by its numbers
  return (said[0] === 'in' ? said.slice(0, 2) : said).join('/');
}

/**
 * An e-mail address in its one spelling; null where the text is none.
 *
 * @param {string} text
 */
function plainEmail_(text) {
  const address = text.normalize('NFC').trim().toLowerCase().replace(/^mailto:/, '');
  const at = address.lastIndexOf('@');
  return at > 0 && at < address.length - 1 && !/\s/.test(address) ? address : null;
}

/** @param {string} part of an address, percent-encoded */
function unquoted_(part) {
  const letter = /%[0-7][0-9a-f]|%[c-d][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](%[89ab][0-9a-f]){2}|%f[0-7](%[89ab][0-9a-f]){3}|%[0-9a-f]{2}/gi;
  return part.replace(letter, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch (error) {
      return '\ufffd'; // what is no letter, as the service reads it
    }
  });
}

/**
 * A cell's text without invisible characters, every run of white space as one space.
 *
 * @param {Cell | undefined} cell
 */
function cleanText_(cell) {
  if (cell === undefined || cell === null || isDate_(cell)) {
    return '';
  }
  // eslint-disable-next-line no-control-regex
  const invisible = /[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;
  return String(cell).replace(invisible, '').replace(/[\s\x85]+/g, ' ').trim();
}

/**
 * Lower case, without accents.
 *
 * @param {string} text
 */
function foldText_(text) {
  /** @type {Record<string, string>} */
  const letters = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', '’': "'", ς: 'σ', ſ: 's' };
  const lower = text.toLowerCase().replace(/[ßæœøłđı’ςſ]/g, (letter) => letters[letter]);
  return lower.normalize('NFKD').replace(/[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g, '');
}

/**
 * Whether a text is one of the many ways to write nothing.
 *
 * @param {string} text cleaned
 */
function saysNothing_(text) {
  return text === '' || BLANK_WORDS_.has(foldText_(text)) || /^[^\p{L}\p{N}]*$/u.test(text);
}

const BLANK_WORDS_ = new Set(
  [
    'n/a,n.a.,n.a,na,n/d,n.d.,n.d,nd,n/c,null,none,nil,nan,nat,<na>,undefined,non disponible,unknown,inconnu,inconnue',
    'unbekannt,desconocido,sconosciuto,not available,not specified,to be defined,tbd,non renseigne,non renseignee',
    'non specifie,keine angabe,k.a.,sin datos,non disponibile,#n/a,#n/d,#nv,#ref!,#value!,#valeur!,#wert!,#div/0!',
    '#name?,#nom?,#null!,#nul!,#num!,#nombre!,#zahl!,#spill!,#calc!,#error!,#field!,#getting_data,#blocked!,#connect!',
    '#bezug!,#¡ref!,#¡valor!,#rif!,#valore!,err:502,(blank),(vide),(none),(null)',
  ]
    .join(',')
    .split(','),
);
