/** For members made up from a seed; 3 600 full names, told apart by a number in the address. */
export const firstNames = (
  'Ada Alan Amara Anders Aniko Barbara Bela Carmen Chidi Chloe Dag Dana Diego Edith Elif Emil Erik Fatima Felix Freya ' +
  'Grace Hana Hugo Ida Igor Imani Ines Ivan Jonas Joana Kai Kamala Kenji Lars Leila Lena Linus Lucia Malik Mara ' +
  'Marek Mei Mila Nadia Nils Noor Olga Omar Pavel Priya Rafael Rosa Samir Selma Sofia Tariq Thea Uma Viktor Yara'
).split(' ')

export const lastNames = (
  'Abe Achebe Adler Ahmed Almeida Bakker Baptiste Bauer Berg Blanc Castro Cohen Costa Dahl Dubois Eriksen Fischer Flores Garcia Gupta ' +
  'Haddad Hansen Horvat Ibrahim Ito Jansen Jensen Kaya Keller Kim Kovacs Kowalski Larsen Lopez Marino Mbeki Meyer Moreau Mori Nagy ' +
  'Novak Nowak Okafor Olsen Patel Pereira Popov Ricci Rossi Sato Schmid Silva Singh Sorensen Suzuki Tanaka Torres Varga Wagner Weber'
).split(' ')
