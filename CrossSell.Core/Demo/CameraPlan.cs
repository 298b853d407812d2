using CrossSell.Core.Links;

namespace CrossSell.Core.Demo;

/// <summary>What the camera store's customers truly buy together, and what its merchandiser has done so far.</summary>
internal static class CameraPlan
{
    public static void Plant(DemoShop s)
    {
        s.PopularItem("CLN-3", 0.27);
        s.PopularItem("GFT-PHOTO", 0.15);

        s.Pair("CAM-D7-BODY", "MEM-128-V60", 0.32);
        s.Pair("CAM-D7-BODY", "BAT-NB12", 0.25);
        s.Pair("CAM-D7-BODY", "BAG-CA20", 0.17);
        s.Pair("CAM-D7-BODY", "STR-LOOP", 0.15);
        s.Pair("CAM-D7-BODY", "LNS-50-18", 0.14);
        s.Pair("CAM-D7-BODY", "MEM-256-V90", 0.08, DemoTrend.Rising);
        s.Pair("CAM-D7-BODY", "TRI-S4", 0.07);
        s.Pair("CAM-D7-BODY", "GRP-D7", 0.06);
        s.Pair("CAM-D5", "MEM-64-V30", 0.24, DemoTrend.Falling);
        s.Pair("CAM-D5", "MEM-64-V60", 0.2, DemoTrend.Rising);
        s.Pair("CAM-D5", "BAG-HL3", 0.15);
        s.Pair("CAM-D5", "BAT-NB12", 0.14);
        s.Pair("CAM-D9-BODY", "MEM-CFX-256", 0.3);
        s.Pair("CAM-D9-BODY", "BAT-NB15", 0.26);
        s.Pair("CAM-D9-BODY", "LNS-2470-D", 0.18);
        s.Pair("CAM-X3-BODY", "MEM-CFX-256", 0.22, DemoTrend.Rising);
        s.Pair("CAM-X2-BODY", "ADP-DX", 0.13);
        s.Pair("CAM-P3", "BAG-PCH", 0.34);
        s.Pair("CAM-P5", "BAG-PCH", 0.26);
        s.Pair("CAM-P3", "STR-WRIST", 0.16);
        s.Pair("CAM-INST", "FLM-INST", 0.62);
        s.Pair("CAM-INST", "ALB-INST", 0.2);
        s.Pair("FLM-INST", "ALB-INST", 0.12);
        s.Pair("CAM-ACT2", "MEM-U128", 0.36);
        s.Pair("CAM-ACT2", "BAT-KT2", 0.26);
        s.Pair("CAM-ACT2", "TRI-GRIP", 0.17);
        s.Pair("TRI-S4", "HED-BALL", 0.22);
        s.Pair("TRI-S3", "HED-BALL", 0.13);
        s.Pair("TRI-S4", "FLT-ND", 0.14);
        s.Pair("FLA-60", "FLA-TRG", 0.21);
        s.Pair("FLA-60", "FLA-BOX", 0.17);
        s.Pair("FLA-60", "BAT-AA8", 0.3);
        s.Pair("FLA-36", "BAT-AA8", 0.26);
        s.Pair("BAT-AA8", "CHG-AA", 0.16);
        s.Pair("MEM-256-V90", "RDR-DUAL", 0.12);
        s.Pair("BAG-CA20", "BAG-RAIN", 0.13);
        s.Pair("BAG-CA28", "BAG-RAIN", 0.14);
        s.Pair("LNS-150600-D", "TRI-MONO", 0.18);
        s.Pair("LNS-70200", "CNV-14-D", 0.15);
        s.Pair("LNS-70200", "BAG-LNS-L", 0.16);
        s.Pair("MIC-SHT", "HED-PAN", 0.12, DemoTrend.Rising);
        s.Pair("FLT-ND", "FLT-CASE", 0.12);

        // A battery or a strap is often what somebody comes for alone, and then leaves with more.
        s.Pair("BAT-NB12", "CHG-NB", 0.24);
        s.Pair("BAT-NB12", "MEM-128-V60", 0.16);
        s.Pair("BAT-NB12", "GRP-D7", 0.12);
        s.Pair("BAT-NB12", "CLN-PEN", 0.1);
        s.Pair("BAT-NB15", "CHG-NB", 0.2);
        s.Pair("BAT-OB8", "CHG-OB", 0.22);
        s.Pair("BAT-OB4", "CHG-OB", 0.2);
        s.Pair("STR-LOOP", "STR-CLIP", 0.2);
        s.Pair("STR-LOOP", "STR-WRIST", 0.18);
        s.Pair("STR-LOOP", "TRI-QR", 0.17);
        s.Pair("STR-LOOP", "BAG-SL", 0.16);
        s.Pair("STR-LOOP", "CLN-BLOW", 0.13);

        s.Match("cameras", "memory-cards", "card", 2, 0.17, type: "memory");
        s.Match("cameras", "power", "battery", 1, 0.16, type: "battery");
        s.Match("cameras", "lenses", "mount", 2, 0.12);
        s.Match("cameras", "bags", "body-size", 1, 0.1, fits: "holds");
        s.Match("cameras", "straps", null, 1, 0.08);
        s.Match("lenses", "filters", "thread", 2, 0.17);
        s.Match("tripods", "straps", null, 1, 0.08);
        s.Match("bags", "straps", null, 1, 0.1);

        s.ComesBack("CAM-D7-BODY", "LNS-85-D", 0.1, 20, 80);
        s.ComesBack("CAM-D5", "LNS-50-18", 0.12, 20, 90);
        s.ComesBack("CAM-INST", "FLM-INST", 0.45, 14, 50);
        s.ComesBack("LNS-50-18", "FLT-PL", 0.08, 7, 40);

        // The DSLR's cards, battery and strap are left for anyone who opens the studio first.
        s.Link("CAM-D7-BODY", LinkType.Accessory, "BAG-CA20", "Takes the body with two lenses.");
        s.Link("CAM-D7-BODY", LinkType.CrossSell, "LNS-50-18", "The first lens people buy.");
        s.Link("CAM-D7-BODY", LinkType.UpSell, "CAM-D9-BODY", "For who prints large.");
        s.Link("CAM-D5", LinkType.UpSell, "CAM-D7-BODY", "Weather-sealed, one step up.");
        s.Link("CAM-D9-BODY", LinkType.CrossSell, "MEM-CFX-256", "The D9 is slowed down by SD cards.");
        s.Link("CAM-D9-BODY", LinkType.Accessory, "BAT-NB15", "Spare battery.");
        s.Link("CAM-P3", LinkType.Accessory, "BAG-PCH", "Made to measure.");
        s.Link("CAM-INST", LinkType.CrossSell, "FLM-INST", "No film in the box.");
        s.Link("BAG-CA20", LinkType.Substitute, "BAG-CA15", "The same bag, one size down.");
        s.Link("TRI-S4", LinkType.CrossSell, "HED-BALL", "Sold without a head.");
        s.Link("FLA-60", LinkType.Accessory, "BAT-AA8", "Needs four cells.");
        s.Link("CAM-D7-BODY", LinkType.CrossSell, "LNS-24-D", "For travel.");
        s.Bundles.Add(new DemoBundle(
            "instant-fun", "Instant fun", "The camera, film for two parties, and the album for after.", "camera", 1000,
            [new DemoComponent("CAM-INST"), new DemoComponent("FLM-INST", 2), new DemoComponent("ALB-INST")], DemoBundleStage.InReview));
        s.Bundles.Add(new DemoBundle(
            "rain-or-shine", "Rain or shine", "The backpack and its cover.", "camera", 1000,
            [new DemoComponent("BAG-CA20"), new DemoComponent("BAG-RAIN")], DemoBundleStage.Live));
        s.Bundles.Add(new DemoBundle(
            "first-flash", "First flash", "A speedlight and the cells it runs on.", "camera", 1000,
            [new DemoComponent("FLA-36"), new DemoComponent("BAT-AA8")], DemoBundleStage.Scheduled));
    }
}
