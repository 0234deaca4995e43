// Given names and the short forms people go by: a data table. Bars and line ends part the groups; a name may stand in two.
const groups = `
abigail abby abbie gail|adam ad|agnes aggie nessie|albert al bert bertie|alexander alex alec sandy xander sasha lex
alexandra alex sandra lexi sandy sasha allie alexa|alfred al fred alfie|allison ali allie alison|amanda mandy manda
andrea andie andy drea|andrew andy drew|angela angie angel|ann anne anna annie nan nancy|anthony tony ant
arthur art artie|audrey dee|barbara barb barbie babs|beatrice bea trixie|benjamin ben benny benji|bernard bernie barney
bridget biddy bridie|bradley brad|brandon bran|brian bryan|caleb cal|cameron cam|caroline carrie carol lina|
cassandra cass cassie sandra|catherine katherine kathryn cathy kathy kate katie kat kit kitty kathleen|cecilia cece celia
charles charlie chuck chas chaz|charlotte charlie lottie char|christian chris|christina chris chrissy tina christine kris
christopher chris topher kit|clara claire clare|clifford cliff|cynthia cindy|daniel dan danny|danielle dani ellie|
david dave davey|deborah deb debbie debra|dennis denny|dominic dom nic|donald don donnie|dorothy dot dottie dolly
douglas doug|edward ed eddie ted teddy ned|edwin ed eddie|eleanor ellie nell nellie nora ella|
elizabeth liz beth betty eliza lizzie elsie libby liza elisabeth betsy bess|
emily em emmy|emma em|ethan eth|eugene gene|evelyn evie eve|
florence flo flossie|frances fran frannie|francis frank fran|francisco paco pancho cisco frank|franklin frank|
frederick fred freddie freddy fritz rick|gabriel gabe|gabriella gabby gabrielle gabriela|geoffrey jeff geoff jeffrey
gerald gerry jerry|gerard gerry|gregory greg|guadalupe lupe lupita|guillermo memo|gwendolyn gwen|hannah hanna|harold harry hal
harrison harry|helen nell nellie lena|henry harry hank hal|herbert herb bert|isaac ike zac|isabella bella izzy isabel belle
isaiah ike|jackson jack|jacob jake|jacqueline jackie|james jim jimmy jamie|jane janie jenny|janet jan|jason jay|
jennifer jen jenny jenna|jessica jess jessie|jesus chuy|joan joanie|joanna jo joanne|john jack johnny jon|jonathan jon jonny nathan
joseph joe joey jo|jose pepe|josephine jo josie|joshua josh|juan juanito|judith judy|julia julie jules|julian jules|
kenneth ken kenny|kevin kev|kimberly kim|kristen kris kristin|laura laurie|lawrence larry laurence lars|leonard leo len lenny
leonardo leo|lillian lily lilly lil|linda lindy|louis lou louie lewis luis|louise lou|lucas luke luca|lucille lucy|lydia lyddie
madeline maddie madeleine maddy madelyn|madison maddie|margaret maggie meg peggy peg marge margie greta daisy rita megan|
maria mary mia|marie mary|mary molly polly mae mamie|martin marty|matilda tilly mattie tillie|matthew matt matty|
maximilian max|maxwell max|megan meg|melissa mel missy lissa|melanie mel|michael mike mickey mick mikey micah|michelle shelly shelley micki
mildred millie|miriam mimi|mitchell mitch|mohammed muhammad mohamed mohammad mo|nancy nan|natalie nat nattie|natalia nat talia
natasha tasha|nathan nate nat|nathaniel nate nat nathan|nicholas nick nicky nico nicolas|nicole nikki nicky|noah noe|
olivia liv livvy livia ollie|oliver ollie|pamela pam|patricia pat patty trish tricia|patrick pat paddy|paul paulie|penelope penny
peter pete|philip phil pip phillip|phoebe bee|priscilla cilla|rachel rach rachael|raymond ray|rebecca becky becca|
reginald reggie reg|richard rick dick rich richie ricky|robert bob rob bobby robbie bert|roberta bobbie|rodney rod|roger rodge
roland rollie|ronald ron ronnie|rosemary rose rosie|rose rosie rosa|russell russ|ruth ruthie|samantha sam sammy|
samuel sam sammy|sandra sandy|sarah sara sally sadie|savannah anna|scott scotty|sebastian seb bastian|sophia sophie sofia|
stanley stan|stella ella|stephanie steph stevie|stephen steve stevie steven|susan sue susie suzy susanna suzanne|sydney syd|
tabitha tabby|terence terry terrence|teresa terry tess theresa tessa|theodore ted teddy theo|thomas tom tommy|timothy tim timmy
tobias toby|travis trav|valerie val|vanessa nessa|veronica ronnie vera|victor vic|victoria vicky tori vicki vic|vincent vince vinny
virginia ginny ginger|vivian viv|walter walt wally|wesley wes|william bill will billy willie liam|winifred winnie|
xavier xavi|zachary zach zack zac zak|zoey zoe`;

const groupsOf = new Map<string, number[]>();
for (const [at, group] of groups.split(/[|\n]/).entries())
  for (const name of group.trim().split(/\s+/).filter(Boolean)) {
    const known = groupsOf.get(name) ?? [];
    known.push(at + 1);
    groupsOf.set(name, known);
  }

const none: readonly number[] = [];

/** Numbers of the groups that a folded given name stands in; two names of one group may be one person's. */
export const nicknameGroups = (name: string): readonly number[] => groupsOf.get(name) ?? none;
