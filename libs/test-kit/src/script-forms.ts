import type { FormCase } from './written-forms.js';

interface Script {
  /** Spellings of one word, separated by `=`: each is found by the one before it. */
  meet: string;
  /** Words that are no spellings of each other. */
  apart: string;
  /** Its digits, 0 to 9. */
  digits: string;
}

const amounts = [
  '7',
  '15',
  '304',
  '1965',
  '20.5',
  '12/80',
  '3.8.1965',
  '98',
  '2048',
  '36.9',
  '6/12',
  '1.2.2024',
  '110',
  '7.05',
  '42',
  '999',
];
const wrongAmounts = [
  '8',
  '51',
  '340',
  '1956',
  '205',
  '80/12',
  '8.3.1965',
  '89',
  '2084',
  '369',
  '12/6',
  '2.1.2024',
  '101',
  '705',
  '24',
  '998',
];

/**
 * Every word twice: as pages have it and as it is asked, and the other way round. Joiners stand as
 * \u200d and \u200c, decomposed letters as they are typed.
 */
const scripts: Readonly<Record<string, Script>> = {
  Devanagari: {
    digits: '०१२३४५६७८९',
    meet: `हिन्दी=हिंदी सम्बन्ध=संबंध गङ्गा=गंगा पञ्च=पंच ठण्डा=ठंडा अन्त=अंत चम्पा=चंपा दन्त=दंत सन्धि=संधि
    घण्टा=घंटा कण्ठ=कंठ
      चाँद=चांद माँ=मां आँख=आंख दाँत=दांत पाँच=पांच हँसी=हंसी
      क़लम=कलम ख़ून=खून ग़रीब=गरीब ज़हर=जहर फ़र्क=फर्क लड़का=लडका पढ़ना=पढना
      क्\u200dष=क्ष रक्\u200cत=रक्त श्री\u200d=श्री`,
    apart: `कि:का कि:की रोगी:राग रोगी:रोग दिन:दान दवा:दवाई अन्न:अंन कल:काल माता:मत बल:बाल पिता:पीता सूई:सुई मेल:मैल
    ओर:और खून:खान हाथ:हाथी
      रक्त:रकत जल:जाल वन:वान गला:गली कर:कार नाक:नाका फल:फूल सर:सिर पैर:पर आँख:आख हड्डी:हडी तप:ताप जन:जान मन:मान
      दर्द:दरद`,
  },
  Bangla: {
    digits: '০১২৩৪৫৬৭৮৯',
    meet: `চাঁদ=চাংদ দাঁত=দাংত হাঁস=হাংস পাঁচ=পাংচ গঙ্গা=গংগা পঞ্চ=পংচ ঠাণ্ডা=ঠাংডা দন্ত=দংত সম্পদ=সংপদ কণ্ঠ=কংঠ
    সন্ধ্যা=সংধ্যা লম্বা=লংবা
      বড়=বড পড়া=পডা আষাঢ়=আষাঢ সময়=সময হয়=হয ভয়=ভয
      উৎসব=উত্\u200dসব হঠাৎ=হঠাত্ বিদ্যুৎ=বিদ্যুত্ র\u200d্যাব=র্যাব রক্\u200cত=রক্ত ক্\u200dষ=ক্ষ
      কো=ক\u09c7\u09be রোগ=র\u09c7\u09beগ কৌ=ক\u09c7\u09d7`,
    apart: `দিন:দান দিন:দীন রোগী:রাগী রোগ:রাগ কাল:কল জ্বর:জর মা:মি বল:বলি হাত:হাতি পা:পি মন:মান জল:জাল গলা:গলি
    নাক:নাকা চোখ:চখ
      মাথা:মাথি পেট:পট দাঁত:দাত রক্ত:রকত ঔষধ:ওষধ কান:কানা বন:বান ফল:ফুল তাপ:তপ জন:জান কর:কার দুধ:দধ ভাত:ভাতি শীত:শত
      বুক:বক পিঠ:পঠ`,
  },
  Tamil: {
    digits: '௦௧௨௩௪௫௬௭௮௯',
    meet: `நோய்=ந\u0bc7\u0bbeய் கோவில்=க\u0bc7\u0bbeவில் பொருள்=ப\u0bc6\u0bbeருள் கொசு=க\u0bc6\u0bbeசு
    சோறு=ச\u0bc7\u0bbeறு தோல்=த\u0bc7\u0bbeல் மௌனம்=ம\u0bc6\u0bd7னம்
      ஔவை=ஒ\u0bd7வை
      சங்கம்=சஂகம் பஞ்சு=பஂசு கண்டம்=கஂடம் தந்தை=தஂதை அம்பு=அஂபு
      க்\u200cஷ=க்ஷ க்\u200dஷ=க்ஷ ஸ்ரீ\u200d=ஸ்ரீ பக்\u200cகம்=பக்கம் மருத்\u200cதுவர்=மருத்துவர்
      இரத்\u200dதம்=இரத்தம் கண்\u200d=கண் தலை\u200c=தலை
      நோயாளி=ந\u0bc7\u0bbeயாளி பொது=ப\u0bc6\u0bbeது கொடு=க\u0bc6\u0bbeடு தொண்டை=த\u0bc6\u0bbeஂடை`,
    apart: `கல்:கால் பல்:பால் மலை:மாலை நோய்:நாய் கண்:காண் தலை:தாலி வலி:வாலி மருந்து:மருத்து காய்:காயம் பாம்பு:பம்பு
    இரத்தம்:இரதம் பசி:பாசி விரல்:வரல்
      கை:கா கொடு:கேடு பொருள்:பேருள் உடல்:ஊடல் நாடி:நடி மனம்:மானம் படம்:பாடம் பழம்:பாழம் மரம்:மாரம் குடல்:கூடல்
      சளி:சாளி முகம்:மூகம்
      கழுத்து:கழுது எலும்பு:எலுபு வயிறு:வயறு மூக்கு:முக்கு பிள்ளை:பிள்ளி அன்பு:அம்பு`,
  },
  Kannada: {
    digits: '೦೧೨೩೪೫೬೭೮೯',
    meet: `ಗಙ್ಗಾ=ಗಂಗಾ ಪಞ್ಚ=ಪಂಚ ಕಣ್ಠ=ಕಂಠ ದನ್ತ=ದಂತ ಸಮ್ಪತ್ತು=ಸಂಪತ್ತು ಸಮ್ಬನ್ಧ=ಸಂಬಂಧ ಘಣ್ಟೆ=ಘಂಟೆ ಅನ್ತ=ಅಂತ ಚಮ್ಪಾ=ಚಂಪಾ ತಣ್ಡ=ತಂಡ
      ಹಿ\u0c81ದಿ=ಹಿಂದಿ ಚಾ\u0c81ದ=ಚಾಂದ
      ಜ\u0cbcಹರ=ಜಹರ ಫ\u0cbcರಕ=ಫರಕ ಫ\u0cbcೀಸು=ಫೀಸು ಜ\u0cbcೂ=ಜೂ
      ಕ್\u200cಷ=ಕ್ಷ ಕ್\u200dಷ=ಕ್ಷ ರಕ್\u200cತ=ರಕ್ತ ಡಾಕ್\u200cಟರ್=ಡಾಕ್ಟರ್ ರ್\u200d=ರ್ ಆಸ್\u200cಪತ್ರೆ=ಆಸ್ಪತ್ರೆ
      ರೋಗ=ರ\u0cc6\u0cc2\u0cd5ಗ ಕೊಡು=ಕ\u0cc6\u0cc2ಡು ನೋವು=ನ\u0cc6\u0cc2\u0cd5ವು ಕೀ=ಕ\u0cbf\u0cd5 ದೇಹ=ದ\u0cc6\u0cd5ಹ`,
    apart: `ರೋಗ:ರಾಗ ರೋಗಿ:ರೋಗ ಕಲ:ಕಾಲ ಮನ:ಮಾನ ಕಣ್ಣು:ಕಂಣು ಹಲ್ಲು:ಹಾಲು ತಲೆ:ತಾಳೆ ಕೈ:ಕಾ ನೋವು:ನಾವು ಜ್ವರ:ಜರ ರಕ್ತ:ರಕತ ಮದ್ದು:ಮದು
    ಬಲ:ಬಾಲ ಹೃದಯ:ಹದಯ
      ಕಿವಿ:ಕವಿ ಮೂಗು:ಮಗು ಹೊಟ್ಟೆ:ಹಿಟ್ಟೆ ಕಾಲು:ಕಲ್ಲು ದಿನ:ದಾನ ನಾಡಿ:ನುಡಿ ಬೆನ್ನು:ಬನ್ನು ಕತ್ತು:ಕಿತ್ತು ನೀರು:ನರು ಅನ್ನ:ಅಂನ ವನ:ವಾನ
      ಜನ:ಜಾನ ಪದ:ಪಾದ ಗಂಟು:ಗುಂಟು
      ಮರ:ಮಾರ ಹಾವು:ಹಾವಿ ಸಕ್ಕರೆ:ಸಕರೆ ಉಸಿರು:ಹಸಿರು`,
  },
};

/** Scripts that are searched as they are typed. */
const others: Readonly<Record<string, readonly FormCase[]>> = {
  'Arabic, Hebrew and Persian': [
    ['المريض يعاني من حمى', 'حمى', 'sure'],
    ['كَتَبَ', 'كتب', 'sure'],
    ['كتب', 'كَتَبَ', 'sure'],
    ['مـريـض', 'مريض', 'sure'],
    ['ﻣﺮﻳﺾ', 'مريض', 'sure'],
    ['می\u200cخواهم', 'میخواهم', 'sure'],
    ['علی', 'علي', 'sure'],
    ['٣٫٥', '3', 'sure'],
    ['۱۹۶۵', '1965', 'sure'],
    ['שָׁלוֹם', 'שלום', 'sure'],
    ['החולה סובל מחום', '"סובל מחום"', 'sure'],
    ['\u200fשלום\u200f', 'שלום', 'sure'],
    ['ד״ר כהן', 'כהן', 'sure'],
    ['مريض', 'مرض', 'none'],
    ['أمل', 'عمل', 'none'],
    ['שלום', 'שלם', 'none'],
    ['חום', 'חם', 'none'],
    ['٥٠', '500', 'none'],
  ],
  'Chinese, Japanese and Korean': [
    ['患者没有发烧', '患者', 'sure'],
    ['患者没有发烧', '发烧', 'sure'],
    ['患者没有发烧', '"没有发烧"', 'sure'],
    ['体温３８．５度', '38.5', 'sure'],
    ['熱がある', '熱', 'sure'],
    ['ｶﾙﾃを書く', 'カルテ', 'sure'],
    ['が', 'か\u3099', 'sure'],
    ['환자 발열', '발열', 'sure'],
    ['患者没有发烧', '没发', 'none'],
    ['患者没有发烧', '烧发', 'none'],
    ['かき', 'がき', 'none'],
    ['ハハ', 'パパ', 'none'],
    ['환자', '환지', 'none'],
  ],
};

const native = (amount: string, digits: string) => amount.replace(/\d/g, (digit) => digits[Number(digit)]);

function casesOf({ meet, apart, digits }: Script): FormCase[] {
  const pairsOf = (text: string, mark: string) =>
    text
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split(mark));
  return [
    ...pairsOf(meet, '=').flatMap(([a, b]): FormCase[] => [
      [a, b, 'sure'],
      [b, a, 'sure'],
    ]),
    ...amounts.flatMap((amount): FormCase[] => [
      [native(amount, digits), amount, 'sure'],
      [amount, native(amount, digits), 'sure'],
    ]),
    ...pairsOf(apart, ':').flatMap(([a, b]): FormCase[] => [
      [a, b, 'none'],
      [b, a, 'none'],
    ]),
    ...amounts.flatMap((amount, i): FormCase[] => [[native(amount, digits), wrongAmounts[i], 'none']]),
  ];
}

export const foldedScripts: Readonly<Record<string, readonly FormCase[]>> = Object.fromEntries(
  Object.entries(scripts).map(([name, script]) => [name, casesOf(script)]),
);
export const scriptForms: Readonly<Record<string, readonly FormCase[]>> = { ...foldedScripts, ...others };
