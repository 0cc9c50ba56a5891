import { counted } from '../../../shared/status/counted.ts';

/** Fields whose values tell no secret and no number; everything else is hidden, also what is added some day. */
const SHOWN = new Set([
  ...['name', 'mode', 'baseUrl', 'scheme', 'pushSignature', 'allocation', 'reconcile', 'defaults'],
  ...['id', 'host', 'allowHttp', 'allowPrivate', 'insecure', 'scopes', 'expiresAt'],
]);

/** Lists of which each entry is shown as far as its own fields are. */
const OPENED = new Set(['apps', 'dataKeys', 'callers', 'apiKeys', 'downloadHosts']);

const HIDDEN = '(hidden)';

/** The document with every secret, app key and number hidden; of a list of numbers their count is left. */
export const withoutSecrets = (document: unknown): unknown => shown('', document);

const shown = (field: string, value: unknown): unknown => {
  if (field === 'numbers' && Array.isArray(value)) return counted(value.length, 'number');
  if (SHOWN.has(field)) return value;
  if (Array.isArray(value))
    return OPENED.has(field)
      ? value.map((entry) => (typeof entry === 'string' ? entry : shown('', entry)))
      : HIDDEN;
  if (field === '' && typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shown(name, inner)]));
  return HIDDEN;
};
