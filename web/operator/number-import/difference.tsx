import { useSignal } from '@preact/signals';
import { numberText } from '../../kit/format/numbers.ts';
import { countText } from '../../kit/format/times.ts';
import { Button } from '../../kit/parts/controls.tsx';
import { Badge, Note } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import {
  type ChangeGroup,
  groupsOf,
  type ImportResult,
  type NumberChange,
  unusualIn,
  unusualOf,
} from './preview.ts';
import { importTexts } from './texts.ts';

const TONES = { added: 'good', changed: 'warn', retired: 'bad' } as const;

/** The counts of an import, in words. */
export const ImportCounts = ({ result }: Readonly<{ result: ImportResult }>) => {
  const { counts } = importTexts.value;
  const count = (figure: number) => countText(figure, language.value);
  return (
    <div class="row">
      <Badge tone={result.retired > 0 ? 'bad' : 'plain'}>{counts.retired(count(result.retired))}</Badge>
      <Badge tone={result.changed > 0 ? 'warn' : 'plain'}>{counts.changed(count(result.changed))}</Badge>
      <Badge tone={result.added > 0 ? 'good' : 'plain'}>{counts.added(count(result.added))}</Badge>
      <Badge>{counts.unchanged(count(result.unchanged))}</Badge>
    </div>
  );
};

/** Everything that an import would do, each number in a list, and what it does not read. */
export const Difference = ({ result }: Readonly<{ result: ImportResult }>) => {
  const t = importTexts.value;
  const { ignoredColumns, unreadable = [] } = result;
  const unusual = unusualIn(result.diff).length;
  return (
    <>
      <ImportCounts result={result} />
      {ignoredColumns.length === 0 ? null : (
        <Note>{t.ignored(ignoredColumns.join(kitTexts.value.comma))}</Note>
      )}
      {unreadable.length === 0 ? null : <Note tone="warn">{t.unreadable(unreadable.length)}</Note>}
      {unusual === 0 ? null : <Note tone="warn">{t.unusual(unusual)}</Note>}
      {groupsOf(result).map((group) => (
        <Group key={group.kind} group={group} />
      ))}
    </>
  );
};

const STEP = 100;

const Group = ({ group: { kind, changes } }: Readonly<{ group: ChangeGroup }>) => {
  const t = importTexts.value;
  const shown = useSignal(STEP);
  return (
    <details open={kind !== 'added' || changes.length <= STEP || unusualIn(changes).length > 0}>
      <summary>
        <Badge tone={TONES[kind]}>{t.kinds[kind]}</Badge> {countText(changes.length, language.value)}
      </summary>
      <ul class="number-columns">
        {changes.slice(0, shown.value).map((change) => (
          <ChangeLine key={change.x} change={change} />
        ))}
      </ul>
      {changes.length > shown.value ? (
        <Button
          small
          onClick={() => {
            shown.value += 10 * STEP;
          }}
        >
          {kitTexts.value.more}
        </Button>
      ) : null}
    </details>
  );
};

const ChangeLine = ({ change }: Readonly<{ change: NumberChange }>) => {
  const t = importTexts.value;
  const unusual = unusualOf(change);
  return (
    <li>
      <span class="number">{numberText(change.x)}</span>{' '}
      {unusual === undefined ? null : <Badge tone="warn">{t.unusuals[unusual]}</Badge>}{' '}
      <span class="small dim">
        {change.kind === 'changed'
          ? change.fields.map((field) => t.fields[field]).join(kitTexts.value.comma)
          : null}
      </span>
    </li>
  );
};
