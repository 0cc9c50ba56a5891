import { ChoiceField, Copy } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { control } from '../api/server.ts';
import type { SimulatedApp } from '../api/types.ts';
import { FaultNote } from '../parts/fault-note.tsx';
import { useDoing } from '../state/doing.ts';
import { texts } from '../texts/texts.ts';
import { numberTexts } from './texts.ts';

const SWITCHES = ['recording', 'sms', 'smsContent'] as const;

/** An app as it is set in the platform's console; a change counts at once. */
export const AppSettings = ({ app }: Readonly<{ app: SimulatedApp }>) => {
  const t = numberTexts.value;
  const doing = useDoing<unknown>();
  const change = (changes: Readonly<Record<string, unknown>>) =>
    doing.run(() => control('PATCH', `apps/${encodeURIComponent(app.appKey)}`, changes));
  return (
    <Card title={t.settings}>
      <div class="form">
        <ChoiceField
          label={t.appState}
          name="state"
          value={app.state}
          choices={Object.entries(t.appStates).map(([value, text]) => ({ value, text }))}
          onChange={(state) => change({ state })}
        />
        {SWITCHES.map((name) => (
          <ChoiceField
            key={name}
            label={t[name]}
            name={name}
            value={String(app[name])}
            choices={[
              { value: 'true', text: t.on },
              { value: 'false', text: t.off },
            ]}
            onChange={(value) => change({ [name]: value === 'true' })}
          />
        ))}
      </div>
      <FaultNote error={doing.error} />
      <Facts
        facts={[
          [t.key, <Copy key="key" id value={app.appKey} what={texts.value.id} />],
          [
            t.addresses,
            <ul key="urls" class="small">
              {Object.entries(app.pushUrls).map(([kind, url]) => (
                <li key={kind}>
                  {texts.value.of(texts.value.kinds[kind as keyof typeof texts.value.kinds])}
                  <code>{url}</code>
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
    </Card>
  );
};
