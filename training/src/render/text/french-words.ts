/**
 * Common French words, written for this renderer; sentences are made by french-text.ts. Nouns carry
 * their gender.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const FRENCH = {
  masculine: words(`
    temps jour mois matin soir an siècle homme enfant garçon bébé ami père frère fils oncle cousin mari voisin médecin
    malade élève
    professeur avocat soldat capitaine roi ministre membre ouvrier fermier écrivain auteur artiste chanteur joueur
    livre papier mot nom
    numéro chapitre récit message esprit cœur bras pied œil visage corps sang bruit chant tableau argent prix marché
    magasin bureau
    hôpital train bateau cheval chien chat oiseau poisson pain lait café thé sucre fruit vin dîner repas couteau verre
    bois fer or pays
    monde village chemin jardin champ arbre mur toit lit lac fleuve vent hiver été automne printemps ciel soleil feu
    travail métier
    service projet voyage jeu résultat début côté lieu point fait cas besoin espoir bonheur problème danger choix
    exemple sujet
    département district comté canton quartier château musée théâtre festival championnat club film album groupe genre
    journal général
    empereur évêque traité conseil parti état gouvernement peuple règne siège système réseau aéroport rôle symptôme
    traitement examen
    dossier patient diabète rhume vaccin comprimé sirop poumon genou estomac foie rein dos cou doigt nez
  `),
  feminine: words(`
    année semaine journée nuit heure minute maison chambre porte fenêtre table chaise rue route ville mer rivière
    colline montagne forêt
    fleur feuille herbe pierre eau lumière lune étoile pluie neige femme fille mère sœur tante cousine famille épouse
    voisine infirmière
    étudiante reine lettre page ligne histoire question réponse raison idée pensée tête main jambe oreille bouche peau
    voix chanson
    musique couleur banque école église gare voiture viande pomme bière tasse bouteille boîte clé montre machine roue
    guerre paix loi
    cour police armée force puissance société entreprise affaire réunion visite fête équipe leçon classe course partie
    place chose façon
    manière sorte vie mort santé douleur maladie fièvre blessure nature science langue chance région commune province
    population rivière
    espèce famille bataille élection république université bibliothèque compagnie carrière saison œuvre série émission
    légende croisière
    île côte frontière capitale colonie dynastie noblesse cathédrale abbaye toux grippe fatigue allergie tension
    ordonnance dose goutte
    piqûre radiographie cicatrice gorge épaule hanche cheville poitrine
  `),
  adjectives: words(`
    rouge jeune riche pauvre large rapide facile difficile simple étrange rare utile triste calme libre propre sale
    tranquille célèbre
    moderne politique publique historique électrique médicale scientifique ancienne technique économique unique
    magnifique énorme
    nécessaire possible terrible agréable aimable capable stable fragile extrême sévère légère
  `),
  verbs: words(`
    est était fut sera devient devint reste possède donne montre trouve porte forme compte désigne représente comprend
    contient reçoit
    prend tient suit ouvre ferme cherche regarde aime quitte rejoint dirige fonde publie écrit dit voit croit sait
    veut peut doit fait
    va vient part arrive commence termine joue gagne perd achète vend habite traverse entoure dépend remplace prescrit
    examine soigne
    souffre tousse vérifie réalise développe obtient considère accepte refuse appelle étudie
  `),
  adverbs: words(`
    très assez trop aussi encore toujours jamais souvent parfois bientôt déjà maintenant alors ici là ensemble
    peut-être certainement
    presque seulement même enfin ensuite ainsi cependant aujourd'hui demain hier rapidement lentement également
    notamment plutôt environ
    désormais
  `),
  prepositions: words(`de à dans pour avec sur par sous entre vers contre pendant sans chez depuis après avant près`),
  joiners: words(`et mais ou car que qui où quand lorsque parce puis donc comme si dont`),
  places: words(`
    Paris Lyon Québec Montréal Bruxelles Genève Marseille Orléans Nîmes Béziers Besançon Saint-Étienne Angoulême Dijon
    Rouen Trois-Rivières
    Gatineau Lausanne Liège Châteauroux Évreux Hyères Fribourg Belgique Suisse Canada Italie Espagne Brésil Égypte
    Norvège Finlande
  `),
  months: words(`janvier février mars avril mai juin juillet août septembre octobre novembre décembre`),
} as const;
