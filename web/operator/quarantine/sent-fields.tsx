import { Card, Table } from '../../kit/parts/data.tsx';
import { Empty, Note } from '../../kit/parts/states.tsx';
import { quarantineTexts } from '../journal/quarantine-texts.ts';
import type { QuarantinedItem } from './quarantine-state.ts';

type Sent = QuarantinedItem['sent'];
type Field = NonNullable<Sent>['fields'][number];

/** The fields of what was sent, without their values. */
export const SentFields = ({ sent }: Readonly<{ sent: Sent }>) => {
  const t = quarantineTexts.value;
  return (
    <Card title={t.fields}>
      {sent === null ? (
        <Empty>{t.inJournalOnly}</Empty>
      ) : (
        <>
          <p class="small dim">{t.fieldsAbout}</p>
          <FieldTable fields={sent.fields} />
          {sent.truncated ? <Note>{t.fieldsTruncated}</Note> : null}
        </>
      )}
    </Card>
  );
};

const FieldTable = ({ fields }: Readonly<{ fields: readonly Field[] }>) => {
  const t = quarantineTexts.value;
  return (
    <Table
      caption={t.fields}
      rows={fields}
      keyOf={({ path }, index) => `${path} ${index}`}
      columns={[
        { head: t.path, cell: ({ path }) => (path === '' ? t.whole : <code class="id">{path}</code>) },
        { head: t.type, cell: (field) => typeText(field) },
        { head: t.form, cell: (field) => formText(field) },
      ]}
    />
  );
};

const typeText = ({ type, length }: Field): string => {
  const t = quarantineTexts.value;
  const name = t.types[type];
  if (length === undefined) return name;
  return `${name}, ${type === 'list' ? t.entries(length) : t.letters(length)}`;
};

const formText = ({ form, value }: Field) => {
  if (value !== undefined) return <code>{String(value)}</code>;
  return form === undefined ? <span class="dim">–</span> : <code class="id">{form}</code>;
};
