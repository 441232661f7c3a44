/**
 * Where the service is and how a person signs in there: kept in the person's own properties, which nobody else sees.
 *
 * The key leaves them only in requests to the service; the sidebar hears no more than that there is one.
 */

const URL_KEPT_ = 'leadsheet.url';
const SIGN_KEPT_ = 'leadsheet.sign';
const KEY_KEPT_ = 'leadsheet.key';

/** @typedef {{url: string, sign: 'google'|'key', key: string}} ServiceSettings */
/** @typedef {{url: string, fixedUrl: boolean, sign: 'google'|'key', hasKey: boolean}} SettingsShown */

/**
 * What is needed to call the service. Raises no_settings where no address was entered.
 *
 * @returns {ServiceSettings} `url` without a slash at its end; `key` is '' where there is none
 */
function serviceSettings_() {
  const settings = keptSettings_();
  if (!settings.url) throw problem_('no_settings');
  return settings;
}

/**
 * For the sidebar: the settings without the key.
 *
 * @returns {{ok: true, value: SettingsShown} | {ok: false, problem: {code: string, sentence: string}}}
 */
function readSettings() {
  return answered_(shownSettings_);
}

/**
 * For the sidebar: keeps settings. An empty key keeps the old one as long as the address stays; with a fixed address `url` counts for nothing.
 *
 * @param {{url?: unknown, sign?: unknown, key?: unknown}} given
 * @returns {{ok: true, value: SettingsShown} | {ok: false, problem: {code: string, sentence: string}}}
 */
function saveSettings(given) {
  return answered_(() => {
    const asked = isPlain_(given) ? given : {};
    const key = typeof asked.key === 'string' ? asked.key.trim() : '';
    if (key && !/^[\x21-\x7e]{1,300}$/.test(key)) throw problem_('bad_key');
    /** @type {Record<string, string>} */
    const kept = { [SIGN_KEPT_]: asked.sign === 'google' ? 'google' : 'key' };
    if (!SERVICE_URL) kept[URL_KEPT_] = normalUrl_(asked.url);
    if (key) kept[KEY_KEPT_] = key;
    const store = PropertiesService.getUserProperties();
    const old = store.getProperty(URL_KEPT_);
    // A key belongs to one service: it is not sent to another one because somebody was talked into its address.
    if (!key && old && kept[URL_KEPT_] && kept[URL_KEPT_] !== old) store.deleteProperty(KEY_KEPT_);
    store.setProperties(kept);
    return shownSettings_();
  });
}

/**
 * For the sidebar: forgets the key.
 *
 * @returns {{ok: true, value: SettingsShown} | {ok: false, problem: {code: string, sentence: string}}}
 */
function forgetKey() {
  return answered_(() => {
    PropertiesService.getUserProperties().deleteProperty(KEY_KEPT_);
    return shownSettings_();
  });
}

/**
 * For the sidebar: asks the service whether it is one, can score, and lets this person in.
 *
 * @returns {{ok: true, value: {version: string, model: string, seconds: number}}
 *   | {ok: false, problem: {code: string, sentence: string}}} `seconds` is how long it took to have a table's columns read
 */
function testConnection() {
  return answered_(() => {
    const { version, model } = serviceReady_();
    const began = Date.now();
    serviceMap_({ headers: ['Job title', 'Company size'], rows: [] });
    return { version, model, seconds: Math.round((Date.now() - began) / 10) / 100 };
  });
}

/** @returns {ServiceSettings} as they are kept; `url` is '' where there is none */
function keptSettings_() {
  const kept = PropertiesService.getUserProperties().getProperties();
  const sign = kept[SIGN_KEPT_] || (SERVICE_URL ? 'google' : 'key');
  return {
    url: SERVICE_URL ? normalUrl_(SERVICE_URL) : kept[URL_KEPT_] || '',
    sign: sign === 'google' ? 'google' : 'key',
    key: kept[KEY_KEPT_] || '',
  };
}

/** @returns {SettingsShown} */
function shownSettings_() {
  const { url, sign, key } = keptSettings_();
  return { url, fixedUrl: SERVICE_URL !== '', sign, hasKey: key !== '' };
}

/**
 * An address as we keep it: https, the host in small letters, a path before the service's own allowed, no slash at its
 * end. Raises bad_url, and private_url for what Google's servers cannot reach.
 *
 * @param {unknown} typed
 * @returns {string}
 */
function normalUrl_(typed) {
  const text = typeof typed === 'string' ? typed.trim() : '';
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.]+\]|[^\/?#@:\[\]\s\\]+)(:\d{1,5})?(\/[^?#\s\\]*)?$/i.exec(text);
  if (!parts || text.length > 500) throw problem_('bad_url');
  const [, scheme = 'https', name, port = '', path = ''] = parts;
  const host = name.toLowerCase().replace(/\.$/, '');
  if (isPrivate_(host)) throw problem_('private_url', { host });
  if (scheme.toLowerCase() !== 'https' || !isPublicName_(host) || Number(port.slice(1) || 443) > 65535) throw problem_('bad_url');
  return `https://${host}${port === ':443' ? '' : port}${path.replace(/\/+$/, '')}`;
}

/**
 * @param {string} host in small letters
 * @returns {boolean} whether it is this machine, or in a network of one's own
 */
function isPrivate_(host) {
  if (/^\[/.test(host)) return /^\[(::1?\]|::ffff:|f[cd]|fe[89ab])/.test(host);
  if (/^[a-z][a-z0-9-]*$/.test(host)) return true; // a name without a dot is known in its own network only
  if (/\.(localhost|local|lan|home|internal|intranet|corp)$/.test(host)) return true;
  const parts = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host);
  if (!parts) return false;
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  return (
    [0, 10, 127].includes(first) ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  );
}

/**
 * @param {string} host in small letters
 * @returns {boolean} whether it is a name or number that an address on the internet may have
 */
function isPublicName_(host) {
  if (/^\[/.test(host)) return true;
  if (/^(\d{1,3}\.){3}\d{1,3}$/.test(host)) return host.split('.').every((part) => Number(part) < 256);
  return host.length < 254 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host);
}
