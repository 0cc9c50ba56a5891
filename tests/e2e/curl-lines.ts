/** A request that a line of a document makes with curl. */
export type CurlLine = Readonly<{ url: string; init: Readonly<RequestInit> }>;

/**
 * The lines with curl of a section, in their order.
 *
 * @param heading its own, without the signs before it
 */
export const curlLinesOf = (page: string, heading: string): readonly string[] => {
  const blocks = [...sectionOf(page, heading).matchAll(/^```(.*?)\n(.*?)^```$/gms)];
  return blocks.flatMap(([, _language, block]) =>
    `${block}`
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .filter((line) => line.startsWith('curl ')),
  );
};

/** The examples in JSON of a section, as they stand: some leave things out. */
export const jsonBlocksOf = (page: string, heading: string): readonly string[] =>
  [...sectionOf(page, heading).matchAll(/^```json\n(.*?)^```$/gms)].map(([, block]) => `${block}`);

const sectionOf = (page: string, heading: string): string =>
  page.split(/^#{1,6} /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';

/** Reads a line as a shell would, as far as the documents go: one address, `-H`, `-d` and `-X`, with single quotes or none. */
export const readCurlLine = (line: string): CurlLine => {
  const options = [...line.matchAll(/ -([HdX]) (?:'([^']*)'|(\S+))/g)];
  const valuesOf = (name: string): readonly string[] =>
    options.filter(([, letter]) => letter === name).map(([, , quoted, plain]) => quoted ?? plain ?? '');
  const [body] = valuesOf('d');
  const [method = body === undefined ? 'GET' : 'POST'] = valuesOf('X');
  const headers = new Headers(valuesOf('H').map(nameAndValue));
  const url = /https?:\/\/[^\s']+/.exec(line)?.[0] ?? '';
  return { url, init: { method, headers, ...(body === undefined ? {} : { body }) } };
};

const nameAndValue = (header: string): [string, string] => {
  const [name = '', ...value] = header.split(':');
  return [name, value.join(':').trim()];
};
