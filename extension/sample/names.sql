/*
 * names.sql
 *		Names as their owners write them, put together from common given and
 *		family names; nobody in particular is meant.
 *
 * Form says how a name is made and sorted:
 *	western		given family, sorted by family
 *	eastern		family given, sorted as written
 *	joined		family and given without a space, sorted as written
 *	double		given and two families, sorted by the first
 *	father		given and a father's given name, sorted as written
 *	single		one name
 *
 * Lists are split at '|'.  An empty family_m means the family_f list.  Weight
 * is the share of students, staff_weight of employees, in thousandths.
 */
CREATE TABLE culture AS
SELECT row_number() OVER ()::int AS culture, v.name, v.language,
	v.weight, v.staff_weight, v.form,
	string_to_array(given_f, '|') AS given_f,
	string_to_array(given_m, '|') AS given_m,
	string_to_array(family_f, '|') AS family_f,
	string_to_array(coalesce(nullif(family_m, ''), family_f), '|') AS family_m
FROM (VALUES
	('English', 'en', 500, 680, 'western',
	 'Emma|Olivia|Ava|Harper|Grace|Lily|Chloe|Hannah|Abigail|Madison|Ella|Natalie|Zoe|Leah|Savannah|Aaliyah|Ja''Nae|Ruby|Hazel|Nora|Autumn|Faith|Imani|Kayla|Brooklyn|Sophie|Violet|Paige|Mary-Kate|Destiny|Claire|Ivy|Morgan|Skye',
	 'Liam|Noah|Ethan|Mason|Logan|Caleb|Owen|Wyatt|Isaac|Jayden|De''Andre|Malik|Tyler|Hunter|Connor|Dylan|Gavin|Marcus|Isaiah|Xavier|Jordan|Elijah|Henry|Jack|Eli|Levi|Theo|Jamal|Trevor|Cole|Brandon|Finn|Silas|Miles',
	 'Smith|Johnson|Williams|Brown|Davis|Miller|Wilson|Anderson|Taylor|Moore|Jackson|White|Harris|Clark|Lewis|Robinson|Walker|Young|Allen|King|Wright|Scott|Hill|Green|Adams|Baker|Nelson|Carter|Mitchell|Roberts|Turner|Phillips|Campbell|Parker|Evans|Edwards|Collins|Stewart|Morris|Rogers|Reed|Cook|Bell|Murphy|Bailey|Cooper|Richardson|Cox|Howard|Ward|Peterson|Gray|Watson|Brooks|Kelly|Sanders|Price|Bennett|Wood|Barnes|Ross|Henderson|Coleman|Jenkins|Perry|Powell|Long|Patterson|Hughes|Washington|Butler|Simmons|Foster|Bryant|O''Brien|O''Connor|D''Angelo|McAllister|Smith-Jones|St. Clair|Van Dyke',
	 ''),
	('English, long', 'en', 8, 4, 'western',
	 'Alexandria-Josephine|Maximiliana Rose|Anne-Charlotte Elisabeth',
	 'Christopher-Alexander|Bartholomew James|Montgomery-Lee',
	 'Featherstonehaugh-Montgomery|Worthington-Abercrombie-Hayes|Fitzgerald-Oppenheimer|Castellanos-Weatherington',
	 ''),
	('Spanish', 'es', 180, 110, 'double',
	 'Sofía|Valentina|Camila|María José|Lucía|Ximena|Isabella|Daniela|Mariana|Fernanda|Guadalupe|Itzel|Renata|Ángela|Belén|Inés|Paola|Yaretzi',
	 'Santiago|Mateo|Sebastián|José Luis|Diego|Ángel|Jesús|Andrés|Emiliano|Joaquín|Raúl|Tomás|Iván|Óscar|Adrián|Martín|Juan Pablo|Héctor',
	 'García|Hernández|Martínez|López|González|Rodríguez|Pérez|Sánchez|Ramírez|Flores|Gómez|Díaz|Núñez|Muñoz|Peña|Ibáñez|Ruiz|Vázquez|Domínguez|Castañeda|Ríos|de la Cruz|Ortiz|Morales|Gutiérrez|Zúñiga',
	 ''),
	('Portuguese', 'pt', 8, 8, 'western',
	 'Beatriz|Inês|Conceição|Júlia|Luíza', 'João|Tomé|Antônio|Caio|Otávio',
	 'Gonçalves|Simões|Araújo|da Conceição|Magalhães|Guimarães', ''),
	('French', 'fr', 16, 20, 'western',
	 'Zoé|Anaïs|Chloé|Maëlle|Hélène|Noémie|Aïcha',
	 'Loïc|François|Jérôme|Théo|Gaël|Étienne|Jean-Baptiste',
	 'Lefèvre|Bélanger|Côté|Château|Deschênes|L''Écuyer|Beauséjour|Noël', ''),
	('Polish', 'pl', 16, 18, 'western',
	 'Zofia|Hanna|Agnieszka|Małgorzata|Wiktoria|Żaneta|Bogumiła',
	 'Jakub|Łukasz|Stanisław|Michał|Paweł|Wojciech|Grzegorz',
	 'Wiśniewska|Kowalczyk|Wójcik|Zielińska|Dąbrowska|Szczepańska|Grabowska',
	 'Wiśniewski|Kowalczyk|Wójcik|Zieliński|Dąbrowski|Szczepański|Grabowski'),
	('Russian', 'ru', 20, 4, 'western',
	 'Мария|Анна|Екатерина|Ольга|Дарья|Полина|Алёна',
	 'Александр|Дмитрий|Иван|Михаил|Фёдор|Егор|Илья',
	 'Иванова|Смирнова|Кузнецова|Попова|Соколова|Лебедева|Щукина',
	 'Иванов|Смирнов|Кузнецов|Попов|Соколов|Лебедев|Щукин'),
	('Ukrainian', 'uk', 16, 4, 'western',
	 'Оксана|Соломія|Христина|Єва|Ніна|Злата',
	 'Тарас|Андрій|Олексій|Юрій|Богдан|Євген',
	 'Шевченко|Бондаренко|Ткачук|Гриценко|Кравець|Їжакевич|Ґалаґан', ''),
	('Vietnamese', 'vi', 26, 20, 'eastern',
	 'Thị Hoa|Ngọc Anh|Thùy Dương|Mỹ Linh|Phương Thảo|Bảo Châu|Kim Ngân',
	 'Văn Hùng|Minh Đức|Quốc Bảo|Đình Phúc|Hoàng Long|Gia Huy|Tuấn Kiệt',
	 'Nguyễn|Trần|Lê|Phạm|Huỳnh|Vũ|Võ|Đặng|Bùi|Đỗ', ''),
	('Chinese', 'zh', 24, 6, 'joined',
	 '美玲|欣怡|小芳|雨桐|静怡|梓涵', '小明|浩然|子轩|志强|建国|宇航',
	 '李|王|张|陈|刘|杨|黄|赵|周|欧阳', ''),
	('Korean', 'ko', 16, 6, 'joined',
	 '서연|지우|하은|민서|수아|예린', '민준|서준|도윤|지호|현우|준서',
	 '김|이|박|최|정|강|조|윤', ''),
	('Japanese', 'ja', 12, 4, 'eastern',
	 '陽葵|結衣|さくら|美咲|葵|ひなた', '蓮|大翔|悠真|陽太|樹|健太',
	 '佐藤|鈴木|高橋|田中|渡辺|伊藤|山本', ''),
	('Arabic', 'ar', 28, 6, 'western',
	 'فاطمة|مريم|نور|ليلى|سارة|هدى', 'محمد|أحمد|يوسف|عمر|علي|إبراهيم',
	 'الحسن|الخطيب|حداد|منصور|النجار|عبد الله|الشامي', ''),
	('Hebrew', 'he', 8, 6, 'western',
	 'נועה|תמר|שירה|יעל|אביגיל', 'איתי|דניאל|אורי|נועם|יונתן',
	 'כהן|לוי|מזרחי|פרץ|ביטון|פרידמן', ''),
	('Hindi', 'hi', 18, 4, 'western',
	 'अनन्या|प्रिया|दीया|काव्या|श्रेया', 'आरव|विवान|अर्जुन|रोहन|कृष्ण',
	 'शर्मा|वर्मा|गुप्ता|सिंह|मिश्रा|त्रिपाठी', ''),
	('Thai', 'th', 8, 4, 'western',
	 'สมหญิง|พิมพ์ชนก|กัญญารัตน์|น้ำฝน', 'สมชาย|ธนวัฒน์|ณัฐพล|กิตติศักดิ์',
	 'ใจดี|ศรีสุข|รัตนพงษ์|ทองคำ|วงศ์สวัสดิ์', ''),
	('Amharic', 'am', 14, 4, 'father',
	 'ሰላም|ሕይወት|ብርቱካን|ማርታ|ትዕግሥት', 'አበበ|ዮሐንስ|ዳዊት|ሳሙኤል|ኃይሌ',
	 'በቀለ|ታደሰ|ገብረማርያም|ተስፋዬ|መኮንን|ወልደ', ''),
	('Greek', 'el', 8, 6, 'western',
	 'Ελένη|Αικατερίνη|Δέσποινα|Ζωή', 'Γιώργος|Δημήτρης|Νικόλαος|Ανδρέας',
	 'Παπαδοπούλου|Γεωργίου|Οικονόμου|Νικολάου',
	 'Παπαδόπουλος|Γεωργίου|Οικονόμου|Νικολάου'),
	('Armenian', 'hy', 8, 4, 'western',
	 'Անի|Մարիամ|Նարե|Գայանե', 'Արամ|Դավիթ|Հայկ|Տիգրան',
	 'Սարգսյան|Հակոբյան|Գրիգորյան|Պետրոսյան', ''),
	('Georgian', 'ka', 6, 4, 'western',
	 'ნინო|მარიამ|თამარ|ელენე', 'გიორგი|დავით|ლუკა|ნიკოლოზ',
	 'ბერიძე|კაპანაძე|გელაშვილი|მაისურაძე', ''),
	('Turkish', 'tr', 10, 10, 'western',
	 'Ayşe|Işıl|Gülşah|Çağla|Elif Su', 'Çağrı|Oğuz|Barış|Ümit|İlker',
	 'Yıldız|Şahin|Öztürk|Kılıç|Doğan|Çelik', ''),
	('Somali', 'so', 18, 16, 'father',
	 'Caasha|Xaliimo|Faadumo|Hodan|Sagal', 'Cabdi|Maxamed|Axmed|Yuusuf|Guuleed',
	 'Cali Warsame|Xasan Nuur|Cismaan Jaamac|Ibraahim Faarax|Cumar Diiriye', ''),
	('Tagalog', 'fil', 14, 14, 'western',
	 'Maria Cristina|Jasmine|Luningning|Rosalinda|Precious',
	 'Jomar|Juan Miguel|Rodel|Bayani|Crisanto',
	 'dela Cruz|Santos|Reyes|Bautista|Macaraeg|Dimaculangan|Peñaflorida', ''),
	('Hmong', 'hmn', 10, 10, 'western',
	 'Pa Nhia|Mai See|Kalia|Gao Nou', 'Tou Ger|Xeng|Kong Meng|Chue',
	 'Vang|Xiong|Yang|Thao|Lor|Moua', ''),
	('Indonesian', 'id', 8, 8, 'single',
	 'Suharti|Wulandari|Kartini|Lestari', 'Suprapto|Wibowo|Sukarman|Hartono',
	 '-', '')
) AS v (name, language, weight, staff_weight, form, given_f, given_m, family_f,
		family_m);

-- weights as ranges of the unit interval
CREATE TABLE culture_range AS
SELECT c.*,
	(sum(weight) OVER w - weight)::float8 / sum(weight) OVER () AS low,
	sum(weight) OVER w::float8 / sum(weight) OVER () AS high,
	(sum(staff_weight) OVER w - staff_weight)::float8
		/ sum(staff_weight) OVER () AS staff_low,
	sum(staff_weight) OVER w::float8 / sum(staff_weight) OVER () AS staff_high
FROM culture AS c
WINDOW w AS (ORDER BY culture);

CREATE FUNCTION display_name(form text, given text, family text, family2 text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE form
		WHEN 'eastern' THEN family || ' ' || given
		WHEN 'joined' THEN family || given
		WHEN 'double' THEN given || ' ' || family || ' ' || family2
		WHEN 'single' THEN given
		ELSE given || ' ' || family END;

CREATE FUNCTION sort_name(form text, comma text, given text, family text,
						  family2 text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE form
		WHEN 'western' THEN family || comma || ' ' || given
		WHEN 'double' THEN family || ' ' || family2 || comma || ' ' || given
		ELSE display_name(form, given, family, family2) END;

-- a name in the letters of a mail address; empty for other scripts
CREATE FUNCTION mail_letters(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(regexp_replace(
		lower(translate(normalize(name, NFD), 'łŁđĐı', 'lLdDi') COLLATE "C"),
		'[^a-z .-]', '', 'g'), '[ .]+', '.', 'g');
