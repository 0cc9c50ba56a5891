// A request as an HTTP API hands it to a function, payload format 2.0 (AWS, "Create AWS Lambda proxy integrations for HTTP APIs").
import { isUtf8 } from 'node:buffer';

/** Everything else reaches a function in base64, forms and bodies without a type as well. */
const TEXT_TYPES = /^(text\/|application\/(json|[\w.-]+\+json|xml|[\w.-]+\+xml|javascript)\b)/i;

/**
 * Headers under their names in lower case, those that repeat joined with commas; cookies stand beside them, each alone.
 *
 * @param {readonly string[]} rawHeaders names and values in turn, as Node's `rawHeaders`
 * @returns {{ headers: Record<string, string>, cookies: string[] }}
 */
export const receivedHeaders = (rawHeaders) => {
  const headers = {};
  const cookies = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at].toLowerCase();
    const value = rawHeaders[at + 1];
    if (name === 'cookie') cookies.push(...value.split(/; */).filter((cookie) => cookie !== ''));
    else headers[name] = Object.hasOwn(headers, name) ? `${headers[name]},${value}` : value;
  }
  return { headers, cookies };
};

/**
 * Whether a function gets the body as text. Broken characters would be replaced on the way, so such a body is in base64.
 *
 * @param {string | undefined} type the header `content-type`
 * @param {Uint8Array} bytes
 */
export const isTextBody = (type, bytes) => TEXT_TYPES.test(type ?? '') && isUtf8(bytes);
