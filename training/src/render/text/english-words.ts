/**
 * Common English words by part of speech, written for this renderer; forms are made by
 * english-text.ts.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const ENGLISH = {
  nouns: words(`
    time year day week month morning evening night hour minute house home room door window table chair bed wall floor
    garden street
    road town city village country world sea river lake hill mountain field farm forest tree flower leaf grass stone
    water fire air
    light sun moon star wind rain snow storm winter summer autumn spring man woman child boy girl baby friend mother
    father brother
    sister son daughter uncle aunt cousin family husband wife neighbour doctor nurse patient teacher student lawyer
    officer soldier
    captain king queen president minister member leader worker driver farmer writer reader author artist singer player
    letter paper
    book page word name number line story question answer reason idea thought mind heart head hand arm leg foot eye
    ear mouth face
    hair skin blood bone voice sound song music picture colour money price cost market shop office bank school church
    hospital
    station train ship boat car bus horse dog cat bird fish food bread meat milk coffee tea sugar apple fruit wine
    beer dinner
    breakfast lunch meal knife cup glass bottle box bag key clock watch machine engine tool wheel wood iron gold
    silver glass war
    peace law court police crime army power force state government party people group company business trade job work
    service order
    plan report meeting visit journey holiday game match race team school lesson class course test result change end
    beginning
    part side place point case fact matter kind sort way use need help hope fear love hate death life health pain
    illness fever
    wound medicine treatment cure nature science history art language subject example problem trouble danger chance
    luck choice
    journal article quality quantity opinion knowledge experience committee society collection specimen plant species
    journal
    exchange jacket zebra quiz kitchen bridge judge village object project voyage quarter square equipment railway
    weight height
  `),
  verbs: words(`
    ask answer call carry change close cook cover cross cry dance decide discover dream drop end enjoy enter expect
    explain fail
    fill finish follow gather greet guess happen help hope hurry join jump kick kill knock last laugh learn lift like
    listen live
    look love mark marry mention miss move need notice offer open order paint pass pick plan play point pray prefer
    prepare present
    press promise pull push reach receive refuse remain remember remove repair repeat reply report request rest return
    save search
    seem serve share shout show sign smile sound start stay stop study suggest suppose talk taste thank touch train
    travel treat try
    turn use visit wait walk want warn wash watch wish wonder work worry examine admit discuss describe improve reduce
    increase
    continue complain record arrange deliver publish acquire require inquire adjust inject object subject vex mix fix
    relax
  `),
  past: words(`
    went came saw took gave made said told knew thought found left felt kept began wrote read spoke heard met ran sat
    stood lost paid
    sent spent brought bought caught taught held led grew drew flew threw broke chose drove rode rose fell ate drank
    slept woke wore
    won put cut set let shut hurt built understood became forgot hid sang swam
  `),
  adjectives: words(`
    good bad new old young great small large long short high low big little early late quick slow hard soft hot cold
    warm cool dry wet
    full empty rich poor strong weak heavy light dark bright clean dirty clear quiet loud happy sad angry tired hungry
    ill well sick
    healthy safe dangerous easy difficult simple strange common rare true false right wrong open closed free busy
    ready sure certain
    possible important necessary useful kind gentle polite brave clever stupid beautiful ugly sweet bitter fresh whole
    broken
    deep wide narrow thick thin sharp round flat straight public private foreign royal local national general special
    several many
    recent present modern ancient final next last first second third main chief medical political social natural human
    equal quite
    exact excellent extreme obvious previous curious various zealous jealous acute chronic severe mild moderate stable
    normal
  `),
  adverbs: words(`
    very quite rather too also again always never often sometimes usually soon already still yet now then here there
    everywhere away
    together perhaps certainly probably almost nearly hardly only just even indeed however therefore moreover
    meanwhile today tomorrow
    yesterday quickly slowly carefully badly well once twice further exactly
  `),
  joiners: words(`
    and but or because although while when where if that which who as than since until before after so though unless
    whether
  `),
  prepositions: words(`
    of in to for with on at by from about into over under through between against during without within behind beyond
    near across
    along among around above below towards upon like
  `),
  determiners: words(
    `the the the the a a this that these those my your his her our their some any every each no another both all`,
  ),
  pronouns: words(`I you he she it we they who nobody everyone someone`),
  auxiliaries: words(`is was are were has had will would can could may might must should did does do cannot`),
} as const;
