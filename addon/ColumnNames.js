/** How well a text is known as the name of a column; the service knows by the same rule (app/tables/header_row.py). */

const LONGEST_COLUMN_NAME_ = 80; // letters; what is longer is a sentence
const LONGEST_PHRASE_ = 5; // words
const SHORTEST_PIECE_ = 3; // letters

/**
 * @typedef {object} NameWords
 * @property {Map<string, number>} phrases the weight of each
 * @property {Set<string>} words all that are in a phrase
 * @property {Set<string>} single phrases of one word
 * @property {Set<string>} people
 * @property {Set<string>} fields the fields' own names, in one word
 */

/** @type {NameWords | null} */
let nameWords_ = null; // of this execution

/** @returns {NameWords} */
function wordsOfNames_() {
  if (nameWords_ === null) {
    const listed = (/** @type {string} */ text) => text.split(',').map((one) => one.trim());
    const kinds = [COLUMN_WORDS_.neutral, COLUMN_WORDS_.value, COLUMN_WORDS_.telling, COLUMN_WORDS_.sure];
    const phrases = new Map(kinds.flatMap((text, weight) => listed(text).map((phrase) => [phrase, weight])));
    const all = [...phrases.keys()];
    nameWords_ = {
      phrases,
      words: new Set(all.flatMap((phrase) => phrase.split(' '))),
      single: new Set(all.filter((phrase) => !phrase.includes(' '))),
      people: new Set(listed(COLUMN_WORDS_.people)),
      fields: new Set(),
    };
    nameWords_.fields = new Set(FIELDS_.map(([name]) => headerWords_(name).join('')));
  }
  return nameWords_;
}

/**
 * 0 where the text is not known as the name of a column, 1 as a word that may be a value too, 2 as one that hardly is, 3 as
 * the name of a field or of what names a lead.
 *
 * @param {string} text
 * @returns {number}
 */
function nameWeight_(text) {
  if (text.length > LONGEST_COLUMN_NAME_) {
    return 0;
  }
  const { phrases, people, fields } = wordsOfNames_();
  const said = headerWords_(text);
  if (fields.has(said.join(''))) {
    return 3;
  }
  const words = said.filter((word) => !/^\d+$/.test(word));
  let weight = 0;
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_PHRASE_, words.length - at);
    while (length > 0 && !phrases.has(words.slice(at, at + length).join(' '))) {
      length--;
    }
    const singular = words[at].replace(/s+$/, ''); // a plural nobody listed
    const phrase = length > 0 ? words.slice(at, at + length).join(' ') : singular.length >= SHORTEST_PIECE_ ? singular : '';
    const found = phrases.get(phrase);
    if (found === undefined) {
      return 0;
    }
    weight = Math.max(weight, found);
    at += Math.max(length, 1);
  }
  return weight > 0 && said.some((word) => people.has(word)) ? Math.max(weight, 2) : weight;
}

/**
 * The folded words of a header; glued ones (`companysize`) come apart where all is known.
 *
 * @param {string} header
 * @returns {string[]}
 */
function headerWords_(header) {
  const loud = header === header.toUpperCase() && header !== header.toLowerCase(); // no camel humps
  const humps = loud ? header : header.replace(/(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ');
  const apart = folded_(humps.replace(/#|(?<![\p{L}\p{N}_])n[°º]|№/gu, ' number ')).replace(/(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/g, ' ');
  return apart.split(/[^0-9a-z]+/).filter(Boolean).flatMap(unglued_);
}

/**
 * Lower case, without accents.
 *
 * @param {string} text
 */
function folded_(text) {
  /** @type {Record<string, string>} */
  const letters = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };
  return text.toLowerCase().replace(/[ßæœøłđı]/g, (letter) => letters[letter]).normalize('NFKD').replace(/\p{M}+/gu, '');
}

/**
 * The fewest known words that make up the token, German's linking `s` and short words like `on` allowed inside.
 *
 * @param {string} token
 * @returns {string[]}
 */
function unglued_(token) {
  const { words, single } = nameWords_ || wordsOfNames_();
  if (words.has(token) || token.length < 2 * SHORTEST_PIECE_ || /^\d+$/.test(token)) {
    return [token];
  }
  /** @type {(string[] | null)[]} */
  const best = [[], ...Array.from(token, () => null)];
  for (let end = 1; end <= token.length; end++) {
    for (let start = 0; start < end; start++) {
      const before = best[start];
      const piece = token.slice(start, end);
      const fits = piece.length >= SHORTEST_PIECE_ ? single.has(piece) : start > 0 && ['s', 'on', 'at', 'in', 'of', 'id'].includes(piece);
      if (before !== null && fits) {
        const joined = piece === 's' ? before : [...before, piece];
        const shortest = best[end];
        best[end] = shortest === null || joined.length < shortest.length ? joined : shortest;
      }
    }
  }
  return best[token.length] || [token];
}
