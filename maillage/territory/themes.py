"""The shared taxonomy of themes: what the public is shown, and the finer keys kept in the data."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ThemeSeed:
    """One theme with its labels; a group whose name is also a key is that key itself."""

    key: str
    label: dict[str, str]
    keys: tuple[ThemeSeed, ...] = field(default=())


LANGUAGES = ("en", "fr", "es", "pl", "el")


def said(key: str, *words: str | ThemeSeed) -> ThemeSeed:
    """Name a theme in the five languages of the first regions; what follows the names stands under it."""
    names = [word for word in words if isinstance(word, str)]
    under = tuple(word for word in words if isinstance(word, ThemeSeed))
    return ThemeSeed(key, dict(zip(LANGUAGES, names, strict=True)), under)


TAXONOMY: tuple[ThemeSeed, ...] = (
    said(
        "mobility", "Mobility", "Mobilité", "Movilidad", "Mobilność", "Μετακίνηση",
        said(
            "driving_theory", "Theory test of the driving licence", "Code de la route",
            "Examen teórico de conducir", "Egzamin teoretyczny na prawo jazdy", "Θεωρητική εξέταση οδήγησης",
        ),
    ),
    said(
        "employment_and_training", "Employment and training", "Emploi et formation", "Empleo y formación",
        "Praca i szkolenia", "Απασχόληση και κατάρτιση",
        said("employment", "Employment", "Emploi", "Empleo", "Praca", "Απασχόληση"),
        said("training", "Training", "Formation", "Formación", "Szkolenia", "Κατάρτιση"),
        said("skills", "Skills", "Compétences", "Competencias", "Umiejętności", "Δεξιότητες"),
        said(
            "capacity_building", "Capacity building", "Renforcement des capacités", "Refuerzo de capacidades",
            "Budowanie kompetencji organizacji", "Ενίσχυση ικανοτήτων",
        ),
    ),
    said(
        "entrepreneurship", "Entrepreneurship", "Création d’entreprise", "Emprendimiento", "Przedsiębiorczość",
        "Επιχειρηματικότητα",
    ),
    said(
        "language_and_literacy", "Language and literacy", "Langue et alphabétisation", "Lengua y alfabetización",
        "Język i alfabetyzacja", "Γλώσσα και αλφαβητισμός",
        said("language", "Language", "Langue", "Lengua", "Język", "Γλώσσα"),
        said("literacy", "Literacy", "Alphabétisation", "Alfabetización", "Alfabetyzacja", "Αλφαβητισμός"),
    ),
    said(
        "housing_and_hosting", "Housing and hosting", "Logement et hébergement", "Vivienda y acogida",
        "Mieszkanie i goszczenie", "Στέγαση και φιλοξενία",
        said("housing", "Housing", "Logement", "Vivienda", "Mieszkanie", "Στέγαση"),
        said("hosting", "Hosting", "Hébergement citoyen", "Acogida", "Goszczenie", "Φιλοξενία"),
    ),
    said(
        "health", "Health", "Santé", "Salud", "Zdrowie", "Υγεία",
        said("mental_health", "Mental health", "Santé mentale", "Salud mental", "Zdrowie psychiczne", "Ψυχική υγεία"),
    ),
    said(
        "education_and_youth", "Education and youth", "Éducation et jeunesse", "Educación y juventud",
        "Edukacja i młodzież", "Εκπαίδευση και νεολαία",
        said("education", "Education", "Éducation", "Educación", "Edukacja", "Εκπαίδευση"),
        said("youth", "Youth", "Jeunesse", "Juventud", "Młodzież", "Νεολαία"),
    ),
    said(
        "culture_and_arts", "Culture and arts", "Culture et arts", "Cultura y artes", "Kultura i sztuka",
        "Πολιτισμός και τέχνες",
        said("culture", "Culture", "Culture", "Cultura", "Kultura", "Πολιτισμός"),
        said("arts", "Arts", "Arts", "Artes", "Sztuka", "Τέχνες"),
    ),
    said(
        "sport_and_leisure", "Sport and leisure", "Sport et loisirs", "Deporte y ocio", "Sport i czas wolny",
        "Αθλητισμός και αναψυχή",
        said("sport", "Sport", "Sport", "Deporte", "Sport", "Αθλητισμός"),
        said("leisure", "Leisure", "Loisirs", "Ocio", "Czas wolny", "Αναψυχή"),
    ),
    said(
        "interculturality_and_social_link", "Interculturality and social link", "Interculturalité et lien social",
        "Interculturalidad y vínculo social", "Międzykulturowość i więzi społeczne",
        "Διαπολιτισμικότητα και κοινωνικοί δεσμοί",
        said(
            "interculturality", "Interculturality", "Interculturalité", "Interculturalidad", "Międzykulturowość",
            "Διαπολιτισμικότητα",
        ),
        said("social_link", "Social link", "Lien social", "Vínculo social", "Więzi społeczne", "Κοινωνικοί δεσμοί"),
    ),
    said(
        "volunteering_and_mentoring", "Volunteering and mentoring", "Bénévolat et parrainage",
        "Voluntariado y mentoría", "Wolontariat i mentoring", "Εθελοντισμός και καθοδήγηση",
        said("volunteering", "Volunteering", "Bénévolat", "Voluntariado", "Wolontariat", "Εθελοντισμός"),
        said("mentoring", "Mentoring", "Parrainage", "Mentoría", "Mentoring", "Καθοδήγηση"),
    ),
    said(
        "participation", "Participation", "Participation", "Participación", "Uczestnictwo", "Συμμετοχή",
        said("women", "Women", "Femmes", "Mujeres", "Kobiety", "Γυναίκες"),
    ),
    said(
        "authorities_mobilisation", "Authorities’ mobilisation", "Mobilisation des pouvoirs publics",
        "Movilización de las administraciones", "Zaangażowanie władz", "Κινητοποίηση των αρχών",
        said("governance", "Governance", "Gouvernance", "Gobernanza", "Współzarządzanie", "Διακυβέρνηση"),
    ),
    said(
        "rights_and_services", "Rights, administration, access to services",
        "Droits, démarches et accès aux services", "Derechos, trámites y acceso a los servicios",
        "Prawa, sprawy urzędowe, dostęp do usług", "Δικαιώματα, διοίκηση, πρόσβαση σε υπηρεσίες",
        said(
            "administration", "Administration", "Démarches administratives", "Trámites", "Sprawy urzędowe",
            "Διοικητικές διαδικασίες",
        ),
        said("legal_help", "Legal help", "Aide juridique", "Ayuda jurídica", "Pomoc prawna", "Νομική βοήθεια"),
        said(
            "access_to_services", "Access to services", "Accès aux services", "Acceso a los servicios",
            "Dostęp do usług", "Πρόσβαση σε υπηρεσίες",
        ),
        said(
            "eligibility", "Who may use a scheme", "Conditions d’accès aux dispositifs", "Condiciones de acceso",
            "Warunki udziału", "Προϋποθέσεις πρόσβασης",
        ),
        said("protection", "Protection", "Protection", "Protección", "Ochrona", "Προστασία"),
        said(
            "social_counselling", "Social counselling", "Accompagnement social", "Orientación social",
            "Poradnictwo socjalne", "Κοινωνική συμβουλευτική",
        ),
    ),
    said(
        "banking_and_finance", "Banking and finance", "Banque et finances", "Banca y finanzas", "Bankowość i finanse",
        "Τράπεζες και οικονομικά",
        said("banking", "Banking", "Services bancaires", "Banca", "Bankowość", "Τραπεζικές υπηρεσίες"),
        said(
            "financial_inclusion", "Financial inclusion", "Inclusion financière", "Inclusión financiera",
            "Włączenie finansowe", "Χρηματοοικονομική ένταξη",
        ),
    ),
    said(
        "farming", "Farming and food", "Agriculture et alimentation", "Agricultura y alimentación",
        "Rolnictwo i żywność", "Γεωργία και τρόφιμα",
    ),
    said(
        "rural_life", "Rural life and repopulation", "Vie rurale et repeuplement", "Vida rural y repoblación",
        "Życie na wsi i ponowne zaludnianie", "Αγροτική ζωή και επανακατοίκηση",
        said(
            "rural_discovery", "Discovering rural life", "Découverte de la vie rurale",
            "Descubrir la vida rural", "Poznawanie życia na wsi", "Γνωριμία με την αγροτική ζωή",
        ),
        said("repopulation", "Repopulation", "Repeuplement", "Repoblación", "Ponowne zaludnianie", "Επανακατοίκηση"),
    ),
    said(
        "information_and_outreach", "Information and outreach", "Information et aller-vers",
        "Información y difusión", "Informacja i docieranie do ludzi", "Ενημέρωση και προσέγγιση",
        said("information", "Information", "Information", "Información", "Informacja", "Ενημέρωση"),
        said("outreach", "Outreach", "Aller-vers", "Difusión", "Docieranie do ludzi", "Προσέγγιση"),
    ),
    said(
        "coordination_and_mapping", "Coordination and mapping", "Coordination et état des lieux",
        "Coordinación y mapeo", "Koordynacja i mapowanie", "Συντονισμός και χαρτογράφηση",
        said("coordination", "Coordination", "Coordination", "Coordinación", "Koordynacja", "Συντονισμός"),
        said(
            "coverage", "Coverage of the territory", "Couverture du territoire", "Cobertura del territorio",
            "Dostępność w całym regionie", "Κάλυψη της περιοχής",
        ),
    ),
    said(
        "funding", "Funding", "Financement", "Financiación", "Finansowanie", "Χρηματοδότηση",
        said(
            "funding_continuity", "Continuity of funding", "Continuité des financements",
            "Continuidad de la financiación", "Ciągłość finansowania", "Συνέχεια της χρηματοδότησης",
        ),
    ),
    said("digital", "Digital", "Numérique", "Digital", "Cyfryzacja", "Ψηφιακά"),
    said("emergency", "Emergency", "Urgence", "Emergencia", "Sytuacje kryzysowe", "Έκτακτη ανάγκη"),
)  # fmt: skip
