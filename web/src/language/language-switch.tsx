import { t } from 'i18next';
import { Icon } from '../shell/icon.js';
import { chooseLanguage, currentLanguage, type UiLanguage, languages } from './language.js';

/** Chooses the language of the page. The browser's own list, so that it works alike on a phone. */
export function LanguageSwitch() {
  return (
    <span className="language">
      <Icon name="globe" />
      <select
        aria-label={t('language.label')}
        title={t('language.label')}
        value={currentLanguage()}
        onChange={(event) => void chooseLanguage(event.currentTarget.value as UiLanguage)}
      >
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {t(`language.${language}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
