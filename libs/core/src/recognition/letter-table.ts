// Written by tools/build-letter-table.mjs; do not edit.

/**
 * Letter pairs of English and clinical words: one row of 27 characters for each letter a to z and,
 * last, for the beginning of a word; columns a to z and the end of a word. A character is -2 log2
 * P(column | row) in base 36.
 */
export const letterTable: readonly string[] = [
  'jb99iecgbkc7a5jcj776dbhfbd6',
  '7fhg4kkj8io7jj6oo7ej7oko7oa',
  '6mdi7oo57oa9mk6mkah8aomoao7',
  '7mjd6ogi6jofhd7oo9cjbhhobo2',
  '9gbbadejclf9b7eck599ebddch3',
  '8ilj7alo7ooajj5oo7j9booohl3',
  '6ooo6gf67ok9dc8oo8fibohoco4',
  '5lkl3moo6mmggi7loafaeokoao6',
  '9d79abblime8b49cla57fbngmgc',
  '4ooo5ooocdooff5oofoo3oooooc',
  '7ojj4hof5ofch8bjof9gcghobo4',
  '6ge85fhl6oe6ei7eokbbbfho9l5',
  '4cfo5joo6omjcg6aojfi9mmm9o6',
  '9lb66f8j8ieejd7nojb8dhmkcg3',
  'ddabg7dhdng986bam6888dadjj6',
  '6llj5ho67oo7gf7co6a9aooodo8',
  'boobooooboooooobooob1ooooo7',
  '7edb5hdg7nddbc6fndabdfkoam4',
  'agbj7jk88oefej8bjka59kfoen3',
  '8nhn7lk47llehj6mo9eccndoel4',
  'cb8ccg9kcld598h9o566ofofiid',
  '6oij2ooo5oooooahohoocooofoe',
  '5jlo6jo55ollo97locijoloogo6',
  '6hco8ooe5hoeho8cofh7bohf9o3',
  'chac8jijgoj9ba9aob89giifol2',
  '5goo6goo5ooodo3gooog9ooobg6',
  '699ab9c89eda8a8akb86de8kfio',
];
