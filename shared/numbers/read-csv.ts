/**
 * Splits CSV (RFC 4180) into records of fields: quoted fields may hold commas, quotes (doubled) and line breaks; lines
 * end with LF or CRLF; a byte order mark and empty lines are skipped.
 */
export const readCsv = (text: string): readonly (readonly string[])[] => {
  const records: string[][] = [];
  let record: string[] = [];
  // One field: quoted or bare, then what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  const source = text.replace(/^\uFEFF/, '');
  while (field.lastIndex < source.length) {
    const match = field.exec(source);
    if (match === null) return [...records, [...record, source.slice(field.lastIndex)]];
    const [, quoted, bare = '', end] = match;
    record.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'));
    if (end === ',' && field.lastIndex < source.length) continue;
    if (end === ',') record.push('');
    records.push(record);
    record = [];
  }
  return records.filter((fields) => fields.length > 1 || fields[0] !== '');
};
