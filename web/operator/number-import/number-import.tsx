import { useEffect } from 'preact/hooks';
import { countText } from '../../kit/format/times.ts';
import { Button, ChoiceField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { CheckField, FileField, LongTextField } from '../../kit/parts/fields.tsx';
import { OpenedHeading } from '../../kit/parts/opened-heading.tsx';
import { Loading, Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { access } from '../session.ts';
import { Difference, ImportCounts } from './difference.tsx';
import { ImportProblem } from './import-problem.tsx';
import { carryOut, compare, type Import, numberImport, startAnew, tableOf } from './import-state.ts';
import { type ImportResult, isWithoutChange, refusalOf } from './preview.ts';
import { RetiringNote } from './retiring-note.tsx';
import { importTexts } from './texts.ts';

/** Imports the numbers of an app: a table, then the difference that it would make, then the import itself. */
export const NumberImport = ({ back }: Readonly<{ back: string }>) => {
  const t = importTexts.value;
  const own = numberImport;
  useEffect(() => enter(own), []);
  return (
    <>
      <h1>{t.title}</h1>
      <p>
        <a href={back}>← {t.back}</a>
      </p>
      <ImportStep own={own} />
    </>
  );
};

/** A difference is still there for whoever comes back from a binding; a table that was only chosen, or is imported, is not. */
const enter = (own: Import) => {
  if (own.app.peek() === '') own.app.value = access.peek()?.apps[0]?.name ?? '';
  return () => {
    if (own.preview.peek() === undefined || own.done.peek() !== undefined) startAnew(own);
  };
};

const ImportStep = ({ own }: Readonly<{ own: Import }>) => {
  if (own.done.value !== undefined) return <Done own={own} result={own.done.value} />;
  const { value: preview } = own.preview;
  return preview === undefined ? <Choose own={own} /> : <Preview own={own} result={preview.result} />;
};

const Choose = ({ own }: Readonly<{ own: Import }>) => {
  const t = importTexts.value;
  const { content, name } = tableOf(own);
  const refusal = refusalOf({ size: content.size, ...(name === undefined ? {} : { name }) });
  const isBusy = own.work.isRunning.value;
  return (
    <Card>
      <p class="dim">{t.about}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (refusal === undefined) compare(own);
        }}
      >
        <ChoiceField
          label={t.app}
          name="app"
          value={own.app.value}
          choices={(access.value?.apps ?? []).map((app) => ({
            value: app.name,
            text: `${app.name} · ${app.mode}`,
          }))}
          onChange={(app) => {
            own.app.value = app;
          }}
        />
        <FileField
          label={t.file}
          name="file"
          accept=".csv,.tsv,.txt,.json,text/csv,text/plain"
          hint={t.fileHint}
          fault={refusal === undefined || refusal === 'empty' ? undefined : t.refusals[refusal]}
          onChoose={(file) => {
            own.file.value = file;
            own.work.clear();
          }}
        />
        {own.file.value === undefined ? (
          <LongTextField
            label={t.paste}
            name="pasted"
            hint={t.pasteHint}
            value={own.pasted.value}
            onInput={(text) => {
              own.pasted.value = text;
            }}
          />
        ) : null}
        <div class="row whole">
          <Button kind="main" type="submit" disabled={isBusy || refusal !== undefined}>
            {isBusy ? t.previewing : t.preview}
          </Button>
          {refusal === 'empty' ? <span class="dim">{t.refusals.empty}</span> : null}
        </div>
      </form>
      {isBusy ? <Loading /> : <ImportProblem error={own.work.error.value} />}
    </Card>
  );
};

const Preview = ({ own, result }: Readonly<{ own: Import; result: ImportResult }>) => {
  const t = importTexts.value;
  const isBusy = own.work.isRunning.value;
  const isHeldBack = result.forceNeeded === true && !own.isForced.value;
  return (
    <section class="card" aria-label={t.difference}>
      <OpenedHeading>
        {t.difference} · {own.preview.value?.table.app}
      </OpenedHeading>
      {own.isOther.value ? <Note tone="warn">{t.isOther}</Note> : null}
      {isWithoutChange(result) ? <Note tone="good">{t.same}</Note> : null}
      <Difference result={result} />
      <RetiringNote app={own.app.value} diff={result.diff} />
      {result.forceNeeded === true ? (
        <Note tone="bad">
          <p>{t.forceAbout}</p>
          <CheckField
            name="force"
            checked={own.isForced.value}
            onChange={(checked) => {
              own.isForced.value = checked;
            }}
          >
            {t.force(countText(result.retired, language.value))}
          </CheckField>
        </Note>
      ) : null}
      {isBusy ? <Loading /> : <ImportProblem error={own.work.error.value} />}
      <div class="row">
        {isWithoutChange(result) ? null : (
          <Button kind="main" disabled={isBusy || isHeldBack} onClick={() => carryOut(own)}>
            {isBusy ? t.running : t.run}
          </Button>
        )}
        <Button disabled={isBusy} onClick={() => startAnew(own)}>
          {t.other}
        </Button>
      </div>
    </section>
  );
};

const Done = ({ own, result }: Readonly<{ own: Import; result: ImportResult }>) => {
  const t = importTexts.value;
  return (
    <section class="card" aria-label={t.done}>
      <OpenedHeading>{t.done}</OpenedHeading>
      <Note tone="good">
        <ImportCounts result={result} />
      </Note>
      <div class="row">
        <Button onClick={() => startAnew(own)}>{t.other}</Button>
      </div>
    </section>
  );
};
