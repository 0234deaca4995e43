// Draws names as often as they are given: births since 2000 and the Census of 2000 for the names that many have, made-up ones for
// the many that few have. A registry tells children apart by how rare a name is, so the made-up state must not be poor in names.
import { commonNames, drawCommonName } from "../identity/index.ts";
import { familyNames, givenNames, type NameStock } from "./names.ts";
import type { Chance } from "./random.ts";

const lists = { F: commonNames.girls, M: commonNames.boys };

/** Undefined for a name that few have. */
const drawCommon = (list: Parameters<typeof drawCommonName>[0], chance: Chance): string | undefined => {
  const name = drawCommonName(list, () => chance.unit());
  return name && name[0]!.toUpperCase() + name.slice(1);
};

const words = (text: string): string[] => text.trim().split(/\s+/);
const stems =
  words(`Abbot Alder Ander Apple Arl Bald Barns Beck Birch Black Bright Broad Bux Calder Chad Chester Clif Cor Crom Dagg
  Den Dray Edge Eger Ever Fal Farn Flint Frost Garl Gil Grims Had Hather Hens Hux Ing Jasp Kel Kirk Lamb Ledd Lyd Mal Mer Mid
  Nether Nut Ol Os Pem Pick Quar Rams Ren Rother Sax Sed Skel Swin Tad Ten Thorn Tun Up Ver Vick Wake Wem Whit Wick Yel Zim`);
const middles = ["", "er", "ing", "en", "le"];
const endings = words(`bury by combe cote croft dale field ford ham hurst land ley low man more ridge shaw stead ston
  thwaite ton well wick wood worth`);
const starts =
  words(`Ada Ali Ama Ari Ash Bel Bray Bri Bro Cal Cam Car Cay Cor Da Dani Dar Del Dra El Em Eri Eva Fa Gen Gra Ha Har
  Ila Isa Ja Jay Jo Jus Ka Kal Kay Kel Ken Kri La Lea Lin Lo Ma Mai Mar May Mel Mi Na Nel Ni Nor O Pa Per Que Ra Ray Re Ro Ry Sa
  Sha Shay Si Sta Ta Tay Tri Ty Va Ver Wil Wyn Xan Ya Za Zay`);
const ends = {
  F: words(
    "bella dora elle etta ia ina isa la lani leigh lia lyn lynn mara mina na nelle netta ra rie rina sa shia tia vina yana",
  ),
  M: words(
    "bert cus den don dric idan ion kai ken lan len lin man mir mond rel rick rin ron son tavian ton vin vion von yan",
  ),
};

/** A first name, as girls or boys have it; families of a stock often choose one of their own. */
export const drawFirst = (list: "F" | "M", stock: NameStock, chance: Chance): string => {
  if (stock !== "general" && chance.unit() < 0.4) return chance.pick(givenNames[stock][list]);
  return drawCommon(lists[list], chance) ?? chance.pick(starts) + chance.pick(ends[list]);
};

export const drawLast = (stock: NameStock, chance: Chance): string => {
  if (stock !== "general" && chance.unit() < 0.55) return chance.pick(familyNames[stock]);
  // The French and Irish names of the north are more frequent there than in the whole country.
  if (chance.unit() < 0.12) return chance.pick(familyNames.general);
  return drawCommon(commonNames.lasts, chance) ?? chance.pick(stems) + chance.pick(middles) + chance.pick(endings);
};
