namespace CrossSell.Admin.Features.DemoShop;

/// <summary>What the sample shops say to their shoppers, in the languages of their channels: it is the shop's own text, not the studio's.</summary>
internal static class SampleShopWords
{
    private static readonly string[] Keys =
    [
        "all", "cart", "account", "shopper", "everyone", "language", "dark", "add", "soldOut", "choose", "from", "empty", "total", "checkout", "remove",
        "quantity", "close", "order", "delivery", "standard", "express", "pay", "note", "thanks", "orderNumber", "continue", "orders", "noOrders",
        "sample", "shops", "log", "logNote", "menu", "back", "notFound", "failed", "products",
        "allShops", "shopsNote", "studio",
    ];

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> ByLanguage = new(StringComparer.Ordinal)
    {
        ["en"] = Of(
            "All", "Cart", "Account", "Shopper", "Everyone", "Language", "Light or dark", "Add to cart", "Out of stock", "Choose", "from",
            "Your cart is empty", "Total", "Checkout", "Remove", "Quantity", "Close", "Your order", "Delivery", "Standard, 2 to 4 days", "Express, tomorrow",
            "Place order", "A sample shop: nothing is charged and nothing is sent.", "Thank you for your order", "Order number", "Continue shopping",
            "Your orders", "You have not ordered anything yet.", "Sample shop", "All sample shops",
            "What this page told its analytics", "Events of the panel, as GA4 gets them. Developers find the same in window.dataLayer.", "Categories",
            "Back to the shop", "This product is not sold here.", "The order could not be sent. Try again.", "products",
            "Sample shops", "Each is a storefront of its own that uses CrossSell's public API and its element, and nothing else.",
            "Back to CrossSell"),
        ["de"] = Of(
            "Alle", "Warenkorb", "Konto", "Kunde", "Alle", "Sprache", "Hell oder dunkel", "In den Warenkorb", "Nicht vorrätig", "Auswählen", "ab",
            "Ihr Warenkorb ist leer", "Summe", "Zur Kasse", "Entfernen", "Anzahl", "Schließen", "Ihre Bestellung", "Versand", "Standard, 2 bis 4 Tage",
            "Express, morgen", "Jetzt bestellen", "Ein Beispielshop: Es wird nichts berechnet und nichts verschickt.", "Vielen Dank für Ihre Bestellung",
            "Bestellnummer", "Weiter einkaufen", "Ihre Bestellungen", "Sie haben noch nichts bestellt.", "Beispielshop", "Alle Beispielshops",
            "Was diese Seite ihrer Analyse gemeldet hat",
            "Ereignisse des Panels, wie GA4 sie erhält. Entwickler finden dasselbe in window.dataLayer.", "Kategorien", "Zurück zum Shop",
            "Dieses Produkt wird hier nicht verkauft.", "Die Bestellung konnte nicht gesendet werden. Versuchen Sie es erneut.", "Produkte",
            "Beispielshops", "Jeder ist ein eigener Shop, der nur die öffentliche API von CrossSell und ihr Element nutzt.", "Zurück zu CrossSell"),
        ["nl"] = Of(
            "Alles", "Winkelmand", "Account", "Klant", "Iedereen", "Taal", "Licht of donker", "In winkelmand", "Niet op voorraad", "Kiezen", "vanaf",
            "Je winkelmand is leeg", "Totaal", "Afrekenen", "Verwijderen", "Aantal", "Sluiten", "Je bestelling", "Bezorging", "Standaard, 2 tot 4 dagen",
            "Express, morgen", "Bestelling plaatsen", "Een voorbeeldwinkel: er wordt niets in rekening gebracht en niets verzonden.",
            "Bedankt voor je bestelling", "Bestelnummer", "Verder winkelen", "Je bestellingen", "Je hebt nog niets besteld.", "Voorbeeldwinkel",
            "Alle voorbeeldwinkels", "Wat deze pagina aan analytics meldde",
            "Gebeurtenissen van het paneel, zoals GA4 ze krijgt. Ontwikkelaars vinden hetzelfde in window.dataLayer.", "Categorieën", "Terug naar de winkel",
            "Dit product wordt hier niet verkocht.", "De bestelling kon niet worden verzonden. Probeer het opnieuw.", "producten",
            "Voorbeeldwinkels", "Elk is een eigen winkel die alleen de openbare API van CrossSell en haar element gebruikt.", "Terug naar CrossSell"),
    };

    /// <param name="locale">Such as <c>de-DE</c>; English where nobody wrote the words.</param>
    public static IReadOnlyDictionary<string, string> In(string locale) => ByLanguage.GetValueOrDefault(locale.Split('-')[0]) ?? ByLanguage["en"];

    private static Dictionary<string, string> Of(params string[] words) =>
        Keys.Zip(words).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
