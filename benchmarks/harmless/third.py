"""The third sentences: how results of others, of items and of other years are told in passing."""

from __future__ import annotations

from benchmarks.harmless.facts import Sentence

SENTENCES: tuple[Sentence, ...] = (
    # others
    lambda x: f"คะแนนของ อปท. ทั้ง {x.chance.randint(40, 99)} แห่งในจังหวัดเฉลี่ยแล้วได้ {x.score} คะแนน",
    lambda x: f"เทศบาลที่ได้คะแนนสูงที่สุดของปีนี้ได้ {x.score} คะแนน",
    lambda x: f"ในขณะที่ค่ากลางของประเทศคือ {x.score}",
    lambda x: f"เทียบเคียงกับ{x.other}แล้ว {x.instrument} ของที่นั่นได้ {x.score} คะแนน",
    lambda x: f"{x.other} ได้รับรางวัลองค์กรโปร่งใส ด้วยคะแนน ITA {x.score} คะแนน ระดับผ่านดีเยี่ยม",
    lambda x: f"ระดับอำเภอ: ต่ำสุด {x.score} สูงสุด {x.score} เฉลี่ย {x.score}",
    lambda x: f"{x.indicator} เป็นตัวชี้วัดที่หน่วยงานทั่วประเทศได้คะแนนน้อยที่สุด เฉลี่ย {x.score} คะแนน",
    lambda x: f"สำนักงาน ป.ป.ช. แถลงว่าภาพรวมทั้งประเทศได้ {x.score} คะแนน อยู่ในระดับผ่าน",
    lambda x: f"โรงเรียนในสังกัดได้คะแนนประเมิน ITA Online เท่ากับ {x.score} คะแนน",
    lambda x: f"กองการศึกษาได้คะแนนประเมินภายใน {x.score} คะแนน กองช่างได้ {x.score} คะแนน",
    lambda x: f"รายชื่อหน่วยงานที่ผ่านเกณฑ์ของจังหวัด{x.province} มี {x.other} และ{x.other} เป็นต้น",
    lambda x: f"เมื่อจัดกลุ่มตามขนาด หน่วยงานขนาดเล็กได้ IIT {x.score} EIT {x.score} OIT {x.score}",
    # aims and conditions
    lambda x: f"อยากเห็นคะแนน{x.instrument} แตะ 98 คะแนนในรอบถัดไป",
    lambda x: f"ตามแผนยกระดับ ปี {x.year + 1} ต้องได้ {x.score} คะแนน ปี {x.year + 2} ต้องได้ {x.score} คะแนน",
    lambda x: f"เกณฑ์ชี้วัดความสำเร็จของโครงการ คือ {x.indicator} มีคะแนน {x.score} คะแนน",
    lambda x: f"หากแบบวัด {x.instrument} ลดลงต่ำกว่า 80 คะแนน ให้รายงานผู้บริหารทันที",
    lambda x: f"ผู้บริหารประกาศเจตจำนงว่าจะทำให้{x.indicator} ได้คะแนนสูงสุด",
    lambda x: f"สมมติว่าข้อนี้ได้เต็ม {x.indicator} จะขยับเป็น {x.score} คะแนน",
    lambda x: f"ผลลัพธ์ที่คาดหวัง: คะแนน ITA {x.score} (ระดับผ่านดีเยี่ยม)",
    lambda x: f"ตัวชี้วัดของแผน: ร้อยละ {x.score} ของผู้รับบริการได้รับความสะดวก",
    lambda x: "มีเป้าประสงค์รักษาคะแนน OIT ไว้ที่ 100 คะแนนเต็ม",
    lambda x: f"ถือเป็นความท้าทายที่จะคงคะแนน{x.indicator} ไว้ที่ {x.score} คะแนน",
    # other years
    lambda x: f"ปีงบประมาณก่อนหน้า แบบวัด {x.instrument} อยู่ที่ {x.score} คะแนน",
    lambda x: "สองปีก่อน หน่วยงานได้เพียงระดับ C",
    lambda x: f"รอบปีที่แล้ว{x.indicator} ได้คะแนนเต็ม",
    lambda x: f"จากข้อมูลย้อนหลัง {x.indicator} ได้ {x.score} {x.score} และ {x.score} คะแนน ตามลำดับ",
    lambda x: f"ครั้งก่อนผู้ตรวจประเมินให้คะแนน{x.indicator} ไว้ {x.score} คะแนน",
    lambda x: f"(ปี {x.year - 1} = {x.score} คะแนน) {x.indicator}",
    lambda x: f"ในปี {x.year - 2} และ {x.year - 1} {x.indicator} ได้คะแนนต่ำสุดติดต่อกัน",
    lambda x: f"ITA ปี {x.year - 9} ใช้ดัชนี 5 ด้าน ได้คะแนนรวม {x.score} อยู่ในระดับสูงมาก",
    lambda x: f"แผนปฏิบัติการ พ.ศ. {x.year - 4} ถึง พ.ศ. {x.year} สิ้นสุดลงแล้ว",
    lambda x: f"ประกาศเมื่อวันที่ 1 ตุลาคม {x.year - 1} ให้ใช้มาตรการตลอดปีงบประมาณ พ.ศ. {x.year}",
    lambda x: f"ข้อมูลสถิติการให้บริการประจำปีงบประมาณ พ.ศ. {x.year - 1} เผยแพร่บนเว็บไซต์แล้ว",
    lambda x: (
        f"ตามรายงานการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {x.year - 1} ข้อเสนอแนะได้รับการแก้ไขครบถ้วน"
    ),
    # the method, thresholds and quotations
    lambda x: "คู่มือการประเมินกล่าวว่า “หน่วยงานที่ได้ 85 คะแนนขึ้นไปถือว่าผ่าน”",
    lambda x: "น้ำหนักคะแนนแบ่งเป็น IIT : EIT : OIT เท่ากับ 30 : 30 : 40",
    lambda x: "ตัวชี้วัดที่ 1 - 5 วัดด้วยแบบวัด IIT ตัวชี้วัดที่ 6 - 8 วัดด้วยแบบวัด EIT",
    lambda x: "ผลคะแนนแบ่งเป็นช่วง 0 - 49.99, 50.00 - 54.99, 55.00 - 64.99 และสูงขึ้นไปจนถึง 100",
    lambda x: "ระดับ AA (95.00 - 100.00) ระดับ A (85.00 - 94.99) เป็นระดับที่ใช้มาแต่เดิม",
    lambda x: "ตัวอย่างการคำนวณ: IIT ได้ 90.00 คะแนน คูณ 0.3 เท่ากับ 27.00 คะแนน",
    lambda x: "การเปิดเผยข้อมูลแต่ละข้อได้ 0 หรือ 100 คะแนน ไม่มีคะแนนระหว่างกลาง",
    lambda x: "หน่วยงานที่ไม่ส่งแบบ OIT จะได้ 0.00 คะแนน",
    lambda x: "มาตรฐานขั้นต่ำของตัวชี้วัดคือ 80.00 คะแนน",
    lambda x: "คะแนนเต็ม 100 คะแนน แบ่งเป็น IIT 30 คะแนน EIT 30 คะแนน และ OIT 40 คะแนน",
    lambda x: "o1 ถึง o28 เป็นข้อมูลที่ต้องเปิดเผย ส่วน i และ e เป็นข้อคำถาม",
    lambda x: f"ข้อ o{x.chance.randint(1, 20)} เป็นข้อที่หน่วยงานส่วนใหญ่ตอบไม่ครบ",
    lambda x: f"รายละเอียดข้อคำถาม i{x.chance.randint(1, 15)} ปรากฏในภาคผนวก",
    # items and parts
    lambda x: f"คะแนนเฉลี่ยของข้อ e{x.chance.randint(1, 9)} เท่ากับ {x.score}",
    lambda x: f"แยกเป็นส่วนที่ 1 ได้ {x.score} และส่วนที่ 2 ได้ {x.score}",
    lambda x: f"คำถามที่ผู้ตอบให้คะแนนน้อย ได้แก่ i{x.chance.randint(1, 7)} ({x.score}) และ i14 ({x.score})",
    lambda x: f"ในส่วนของ EIT part 2 ข้อนี้ได้ {x.score} คะแนน",
    lambda x: f"ผู้ตอบเลือกมากที่สุดร้อยละ {x.score} มากร้อยละ {x.score} น้อยร้อยละ {x.score}",
    lambda x: f"โดย 9.1 ได้ {x.score} 9.2 ได้ {x.score} 9.3 ได้ {x.score} คะแนน",
    # shares, counts, money, ranks
    lambda x: f"จำนวนผู้ตอบ EIT ทั้งสิ้น {x.chance.randint(110, 400)} คน (ร้อยละ {x.score})",
    lambda x: f"ขยับจากอันดับ {x.chance.randint(20, 60)} ขึ้นเป็นอันดับ {x.chance.randint(1, 19)} ของจังหวัด",
    lambda x: f"ใช้งบประมาณ {x.chance.randint(10, 90)},000 บาท จากแผนงานบริหารงานทั่วไป",
    lambda x: f"สัดส่วนการจัดซื้อแบบเฉพาะเจาะจงคิดเป็น {x.score}%",
    lambda x: f"เว็บไซต์มีผู้เข้าชม {x.chance.randint(1, 9)},{x.chance.randint(100, 999)} ครั้ง เพิ่มขึ้น 12.40%",
    lambda x: f"ผลประเมิน LPA ด้านที่ 5 ธรรมาภิบาล ได้ {x.score} คะแนน",
    lambda x: f"คะแนนความพึงพอใจของศูนย์บริการ {x.score} จากคะแนนเต็ม 100",
    lambda x: "ประเมินความเสี่ยงการทุจริตได้ระดับปานกลาง (12.00 คะแนน)",
    # partners, places, laws
    lambda x: f"ได้รับการสนับสนุนจากองค์การบริหารส่วนจังหวัด{x.place[1]}",
    lambda x: f"สถานีตำรวจภูธร{x.place[0]} และโรงพยาบาล{x.place[0]} ร่วมเป็นวิทยากร",
    lambda x: f"ผู้รับเหมาจากจังหวัด{x.place[1]} ยื่นข้อเสนอราคา",
    lambda x: f"เส้นทางเชื่อมตำบลไปยัง{x.other} อยู่ระหว่างก่อสร้าง",
    lambda x: f"นายกเทศมนตรี{x.other} บรรยายพิเศษเรื่องความโปร่งใส",
    lambda x: "คำสั่งคณะรักษาความสงบแห่งชาติ ที่ 69/2557 เรื่อง มาตรการป้องกันและแก้ไขปัญหาการทุจริต",
    lambda x: "รัฐธรรมนูญแห่งราชอาณาจักรไทย พ.ศ. 2560 มาตรา 63 และมาตรา 76",
    # of the report, and true
    lambda x: (
        f"คะแนน{x.named(x.highest)} ({x.of(x.highest)}) สูงกว่าคะแนน{x.named(x.lowest)} ({x.of(x.lowest)})"
    ),
    lambda x: f"{x.named(x.lowest)} แม้จะได้คะแนนต่ำที่สุด แต่เพิ่มขึ้นจากปีก่อน",
    lambda x: f"ตัวชี้วัดที่ได้คะแนนต่ำสุดคือ{x.named(x.lowest)} ({x.of(x.lowest)} คะแนน) จึงให้ความสำคัญเป็นลำดับแรก",
    lambda x: "ทุกตัวชี้วัดได้คะแนนไม่เกิน 100 คะแนน",
    lambda x: "มีมาตรการรักษาวินัยและรักษาประโยชน์ของทางราชการควบคู่กัน",
)
