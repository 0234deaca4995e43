// Given and family names to draw from: a data table. Common names of the region; no person is meant.
const words = (text: string): string[] => text.trim().split(/\s+/);

export type NameStock = "general" | "hispanic" | "asian" | "african";

export const givenNames: Record<NameStock, { F: string[]; M: string[] }> = {
  general: {
    F: words(`Olivia Emma Charlotte Amelia Sophia Isabella Evelyn Ava Harper Luna Eleanor Violet Nora Lily Hazel Lucy Ella Grace
      Chloe Scarlett Aurora Penelope Abigail Emily Madison Avery Riley Zoey Stella Hannah Addison Paisley Willow Ivy Ruby Sadie
      Alice Claire Josephine Madeline Natalie Julia Piper Caroline Maya Quinn Rose Eliza Clara Vivian Lydia Audrey Brooklyn Leah
      Savannah Samantha Allison Molly Hailey Sydney Paige Morgan Rachel Rebecca Lauren Erin Katherine Margaret Sarah Anna Jane
      Elise Celine Noelle Juliette Genevieve Brigid Maeve Fiona Tessa Phoebe Daphne Iris June Mabel Georgia Annabelle Kinsley
      Everly Delilah Emilia Gianna Adeline Cora Freya Sienna Autumn Jade Summer Faith Hope Meredith Bridget Kayla Jenna Alexis`),
    M: words(`Liam Noah Oliver Theodore Henry James William Benjamin Lucas Jack Levi Owen Hudson Jackson Wyatt Samuel Leo Ethan
      Mason Logan Carter Thomas Charles Joseph Caleb Isaac Nathan Luke Andrew Ryan Eli Lincoln Connor Colton Hunter Parker Cooper
      Everett Silas Miles Jameson Bennett Declan Weston Easton Brooks Wesley Emmett Beckett Rowan August Graham Griffin Max
      Finn Sawyer Cole Chase Gavin Dominic Xavier Tyler Brayden Landon Aiden Evan Jacob Michael Daniel Matthew David John Robert
      Patrick Sean Brendan Kevin Brian Timothy Peter Paul Simon Marc Luc Andre Etienne Gerard Zachary Adam Aaron Jonah Tobias
      Oscar Felix Hugo Arthur Edward George Walter Harold Vincent Spencer Preston Garrett Dylan Austin Trevor Jordan Alex Camden`),
  },
  hispanic: {
    F: words(`Sofia Valentina Camila Isabella Mariana Lucia Gabriela Daniela Victoria Natalia Elena Paula Adriana Catalina Ximena
      Alejandra Jimena Esperanza Marisol Carmen Rosa Ana Luz Juliana Renata`),
    M: words(`Mateo Santiago Sebastian Diego Alejandro Gabriel Angel Luis Carlos Jose Juan Miguel Rafael Andres Javier Emiliano
      Joaquin Fernando Antonio Manuel Ricardo Hector Julian Adrian Ivan`),
  },
  asian: {
    F: words(
      `Mia Anaya Aanya Priya Diya Mei Lin Hana Yuna Linh Mai Sakura Jia Ananya Saanvi Kavya Thuy Leilani Min Ayesha`,
    ),
    M: words(`Aarav Arjun Rohan Vihaan Dev Ken Minh Huy Jin Wei Kai Hiro Anh Rayan Ishaan Nikhil Tenzin Bao Jun Kenji`),
  },
  african: {
    F: words(
      `Amina Zara Imani Nia Fatima Aaliyah Ayana Grace Blessing Makena Amara Zuri Sade Esther Naomi Khadija Divine Hawa`,
    ),
    M: words(
      `Malik Elijah Isaiah Josiah Amari Kwame Emmanuel Samuel Moses Abdi Jean Prince Idris Kofi Omar Xavier Darius Jabari`,
    ),
  },
};

export const familyNames: Record<NameStock, string[]> = {
  general:
    words(`Smith Johnson Brown Miller Davis Wilson Anderson Taylor Thomas Moore Martin Thompson White Clark Lewis Robinson
    Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Mitchell Campbell Roberts Carter Phillips Evans Turner
    Parker Collins Edwards Stewart Morris Rogers Reed Cook Morgan Bell Murphy Bailey Cooper Richardson Howard Ward Peterson Gray
    Watson Brooks Kelly Sanders Price Bennett Wood Barnes Ross Henderson Coleman Jenkins Perry Powell Long Patterson Hughes
    Washburn Foster Bryant Alexander Russell Griffin Hayes Myers Ford Hamilton Graham Sullivan Wallace Woods West Jordan Owens
    Reynolds Fisher Ellis Harrison Gibson McDonald Marshall Wells Simpson Stevens Tucker Porter Hunter Hicks Crawford Boyd Mason
    Kennedy Warren Dixon Burns Gordon Shaw Holmes Rice Robertson Hunt Black Daniels Palmer Mills Nichols Grant Knight Ferguson
    Stone Hawkins Dunn Perkins Hudson Spencer Gardner Stephens Payne Pierce Berry Matthews Arnold Wagner Willis Ray Watkins Olson
    Carroll Duncan Snyder Hart Cunningham Bradley Lane Andrews Ruiz Harper Fox Riley Armstrong Carpenter Weaver Greene Lawrence
    Elliott Chapman Emerson Merrill Sargent Colby Sanborn Batchelder Tilton Eastman Currier Blaisdell Huckins Wiggin Leavitt
    Cote Gagnon Roy Bouchard Gauthier Morin Lavoie Fortin Gagne Ouellette Pelletier Belanger Levesque Bergeron Leblanc Paquette
    Girard Simard Boucher Caron Beaulieu Cloutier Dube Poulin Thibault Lachance Fournier Lapointe Desrosiers Theriault Nadeau
    Gosselin Grenier Lefebvre Hebert Michaud Bolduc Turcotte Proulx Landry Plourde Charest Dionne Champagne Lemire Ricard
    Lambert Dumont Berube Parent Therrien Bilodeau Vachon Rousseau Provencher Allard Houle Demers Laliberte Marcoux Robichaud
    OBrien OConnor OLeary Flynn Walsh Burke Doherty Donovan Gallagher Quinn Regan Sweeney Casey Lynch McCarthy McLaughlin Foley
    Russo Romano Esposito Ricci Marino Greco Conti Silva Pereira Costa Kowalski Nowak Schmidt Weber Larsen Hansen Lindberg
    Papadopoulos Stavros Haddad Kaplan Levine Cohen Novak Petrov`),
  hispanic:
    words(`Garcia Rodriguez Martinez Hernandez Lopez Gonzalez Perez Sanchez Ramirez Torres Flores Rivera Gomez Diaz Reyes
    Morales Cruz Ortiz Gutierrez Chavez Ramos Ruiz Alvarez Mendoza Vasquez Castillo Jimenez Moreno Romero Herrera Medina Aguilar
    Santos Colon Rosario Guzman Santiago Nunez Pena Almonte Polanco Encarnacion Valdez Acosta`),
  asian:
    words(`Patel Nguyen Kim Chen Lee Wang Singh Tran Li Shah Liu Zhang Kumar Park Gupta Pham Sharma Le Wong Reddy Lin Yang
    Huang Choi Lim Rai Gurung Tamang Adhikari Bhattarai Dahal Khadka Tanaka Santos Reyes Cruz Chan Ho Rao Mehta`),
  african:
    words(`Williams Jackson Harris Robinson Jones Mohamed Ali Hassan Okafor Mensah Diallo Mbeki Ndayisenga Kabongo Mutombo
    Abdi Osman Ibrahim Joseph Pierre Jean Charles Toussaint Baptiste Ngugi Wanjiru Bello Adeyemi Kamara Sesay`),
};
