import { Button, ChoiceField, TextField } from '../../kit/parts/controls.tsx';
import { access } from '../session.ts';
import { texts } from '../texts/texts.ts';
import { type BindingFilter, filter, loadBindings } from './bindings-state.ts';
import { bindingsTexts } from './texts.ts';

const KINDS = ['party', 'x', 'y', 'reference'] as const;

/** The filter of the list. A choice counts at once, a text when it was typed to its end. */
export const BindingFilterForm = () => {
  const t = bindingsTexts.value;
  const { app, status, kind, text } = filter.value;
  const change = (next: Partial<BindingFilter>) => {
    filter.value = { ...filter.peek(), ...next };
  };
  const choose = (next: Partial<BindingFilter>) => {
    change(next);
    loadBindings();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    loadBindings();
  };
  return (
    <form class="stack" onSubmit={submit}>
      <div class="form">
        <ChoiceField
          label={t.app}
          name="app"
          value={app}
          choices={[
            { value: '', text: t.allApps },
            ...(access.value?.apps ?? []).map(({ name, mode }) => ({
              value: name,
              text: `${name} · ${mode}`,
            })),
          ]}
          onChange={(value) => choose({ app: value })}
        />
        <ChoiceField
          label={t.status}
          name="status"
          value={status}
          choices={[
            { value: '', text: t.allStatuses },
            ...Object.entries(texts.value.states).map(([value, word]) => ({ value, text: word })),
          ]}
          onChange={(value) => choose({ status: value })}
        />
        <ChoiceField
          label={t.what}
          name="kind"
          value={kind}
          choices={KINDS.map((value) => ({ value, text: t.kinds[value] }))}
          onChange={(value) => change({ kind: KINDS.find((each) => each === value) ?? 'party' })}
        />
        <TextField
          label={t.text}
          name="text"
          type="search"
          value={text}
          onInput={(value) => change({ text: value })}
        />
      </div>
      <div class="row">
        <Button type="submit">{t.find}</Button>
      </div>
    </form>
  );
};
