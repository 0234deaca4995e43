// Short forms that children go by: a data table. The registry has a larger one of its own, which this is no copy of.
const pairs = `Olivia Liv|Charlotte Lottie|Amelia Millie|Isabella Bella|Eleanor Ellie|Penelope Penny|Abigail Abby|Emily Em|Madison
  Maddie|Samantha Sam|Allison Ally|Morgan Mo|Rachel Rach|Rebecca Becky|Katherine Kate|Margaret Maggie|Genevieve Gen|Annabelle
  Anna|Gabriela Gabby|Victoria Tori|Alejandra Ale|Elizabeth Lizzie|Mackenzie Kenzie|Veronica Ronnie|Beatrice Bea|Frances Fran|Matilda
  Tilly|Cassandra Cassie|Stephanie Steph|Christina Chrissy|Teresa Terry|Jessica Jess|Natalie Nat|Kimberly Kim|Theodore Teddy|Oliver
  Ollie|William Will|Benjamin Ben|Lucas Luke|James Jimmy|Samuel Sam|Thomas Tommy|Charles Charlie|Joseph Joey|Nathan Nate|Andrew
  Drew|Michael Mike|Daniel Danny|Matthew Matt|David Dave|Robert Bobby|Patrick Pat|Timothy Tim|Zachary Zach|Edward Eddie|Walter
  Walt|Vincent Vinny|Nicholas Nick|Anthony Tony|Alexander Alex|Christopher Chris|Jonathan Jon|Gregory Greg|Raymond Ray|Lawrence
  Larry|Kenneth Ken|Stephen Steve|Philip Phil|Frederick Fred|Leonard Len|Albert Bert|Ronald Ron|Maxwell Max|Joshua Josh`;

export const shortForms = new Map(
  pairs.split("|").map((pair) => {
    const [name = "", short = ""] = pair.trim().split(/\s+/);
    return [name, short] as const;
  }),
);
